//! The equalities of one edition as linear forms over numbered cells.

use gouji_core::declared::Declared;
use gouji_core::declared::language::{Amount, Term, Value, What};
use gouji_core::form::{CellId, Edition, ProactiveColumn, Table};
use gouji_core::report::{CellState, Report};

const OFFSETS: [usize; 3] = [0, Table::Proactive.size(), Table::Proactive.size() + Table::Requests.size()];

/// The cells of the three tables, both editions together.
const CELLS: usize = Table::Proactive.size() + Table::Requests.size() + Table::Disputes.size();

const UNKNOWN: i64 = i64::MIN;
const ONE: i64 = 1_000_000;

/// What stands in the cells, in millionths; [`UNKNOWN`] where no number is known.
#[derive(Debug, Clone)]
pub(super) struct Values([i64; CELLS]);

impl Values {
    pub(super) fn get(&self, cell: u16) -> Option<i64> {
        let value = self.0[usize::from(cell)];
        (value != UNKNOWN).then_some(value)
    }

    pub(super) fn set(&mut self, cell: u16, value: i64) {
        self.0[usize::from(cell)] = value;
    }
}

/// An equality on one line: the sum of its terms and its constant is zero.
#[derive(Debug, Clone)]
pub(super) struct Instance {
    /// Of the solver's rules.
    pub(super) rule: u16,
    pub(super) line: u8,
    /// Cells and their coefficients, no cell twice.
    pub(super) terms: Vec<(u16, i64)>,
    /// Millionths.
    constant: i64,
    /// The cells that are a side of their own: totals.
    pub(super) lone: Vec<u16>,
}

impl Instance {
    /// Left side less right side, in millionths; `None` when a cell is unknown, or the sum too large.
    pub(super) fn residual(&self, values: &Values) -> Option<i64> {
        let mut sum = self.constant;
        for &(cell, coefficient) in &self.terms {
            let value = values.0[usize::from(cell)];
            if value == UNKNOWN {
                return None;
            }
            sum = sum.checked_add(value.checked_mul(coefficient)?)?;
        }
        Some(sum)
    }
}

#[derive(Debug, Clone)]
pub(super) struct System {
    pub(super) edition: Edition,
    /// In the order of rules, then lines.
    pub(super) instances: Vec<Instance>,
    /// Those that any equation is over.
    tables: Vec<Table>,
    /// For each of [`CELLS`], the instances that have it and its coefficient there.
    of_cell: Vec<Vec<(u16, i64)>>,
}

impl System {
    pub(super) fn new(rules: &[Declared], edition: Edition) -> Self {
        let mut instances = Vec::new();
        for (rule, declared) in (0_u16..).zip(rules) {
            let Some(equation) = declared.equality() else { continue };
            for line in equation.lines(edition) {
                let mut instance = Instance { rule, line, terms: Vec::new(), constant: 0, lone: Vec::new() };
                for (side, sign) in [(&equation.holds.left, 1), (&equation.holds.right, -1)] {
                    for term in side {
                        let cells = equation.cells(term, edition, line);
                        instance.add(term, if term.negative { -sign } else { sign }, cells);
                    }
                    instance.lone.extend(equation.lone(side, edition, line).map(index));
                }
                instance.terms.retain(|(_, coefficient)| *coefficient != 0);
                instances.push(instance);
            }
        }
        let mut of_cell = vec![Vec::new(); CELLS];
        for (at, instance) in (0_u16..).zip(&instances) {
            for &(cell, coefficient) in &instance.terms {
                of_cell[usize::from(cell)].push((at, coefficient));
            }
        }
        let tables = Table::ALL
            .into_iter()
            .filter(|table| {
                rules
                    .iter()
                    .filter_map(Declared::equality)
                    .any(|equation| equation.tables().any(|of| of == *table))
            })
            .collect();
        Self { edition, instances, tables, of_cell }
    }

    pub(super) fn read(&self, report: &Report) -> Values {
        let mut values = Values([UNKNOWN; CELLS]);
        for &table in &self.tables {
            for cell in report.printed(table) {
                if let Some(value) = cell.figure().get() {
                    values.set(index(cell.id), value.micros());
                }
            }
        }
        values
    }

    /// No equation is known to be broken.
    pub(super) fn holds(&self, values: &Values) -> bool {
        self.instances.iter().all(|instance| matches!(instance.residual(values), Some(0) | None))
    }

    /// The instances that have a cell, and its coefficient there.
    pub(super) fn of_cell(&self, cell: u16) -> &[(u16, i64)] {
        &self.of_cell[usize::from(cell)]
    }

    /// Whether a cell of the form may have that value: counts are whole and not negative, a change may be negative, money
    /// may have a fraction.
    pub(super) fn allows(&self, cell: u16, value: i64) -> bool {
        let id = id(cell);
        let is = |column: ProactiveColumn| id.table == Table::Proactive && id.column == column as u8;
        (value >= 0 || is(ProactiveColumn::Change))
            && value != UNKNOWN
            && (value % ONE == 0 || is(ProactiveColumn::Amount))
    }
}

impl Instance {
    fn add(&mut self, term: &Term, sign: i64, cells: impl Iterator<Item = CellId>) {
        if let What::Number(Amount { value: Value::Number(number), .. }) = term.what {
            self.constant += sign * number.micros();
        }
        for cell in cells.map(index) {
            match self.terms.iter_mut().find(|(known, _)| *known == cell) {
                Some((_, coefficient)) => *coefficient += sign,
                None => self.terms.push((cell, sign)),
            }
        }
    }
}

pub(super) fn index(id: CellId) -> u16 {
    let within = usize::from(id.row) * id.table.columns().len() + usize::from(id.column);
    (OFFSETS[id.table as usize] + within) as u16
}

pub(super) fn id(cell: u16) -> CellId {
    let cell = usize::from(cell);
    let table = match cell {
        _ if cell >= OFFSETS[2] => Table::Disputes,
        _ if cell >= OFFSETS[1] => Table::Requests,
        _ => Table::Proactive,
    };
    let within = cell - OFFSETS[table as usize];
    let columns = table.columns().len();
    CellId { table, row: (within / columns) as u8, column: (within % columns) as u8 }
}

/// Printed empty, or with a dash: what a repair fills before it changes a printed number.
pub(super) fn is_blank(report: &Report, cell: u16) -> bool {
    matches!(report.cell(id(cell)).state, CellState::Blank | CellState::Dash)
}
