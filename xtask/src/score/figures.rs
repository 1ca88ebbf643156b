//! The figures of a report: of a size that suits the body, satisfying every equation, and following last year's.

use gouji_core::form::{
    Applicant, CellId, DisputeResult, Edition, Level, ProactiveColumn, ProactiveLine, RequestLine, Table,
};

use super::agency::Agency;
use super::random::Random;

const ROWS: usize = RequestLine::ALL.len();
const COLUMNS: usize = Applicant::ALL.len();
const TOTAL: usize = Applicant::Total as usize;

/// What the three tables hold.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    pub(super) edition: Edition,
    proactive: [[i64; ProactiveColumn::ALL.len()]; ProactiveLine::ALL.len()],
    requests: [[i64; COLUMNS]; ROWS],
    disputes: [[i64; DisputeResult::ALL.len()]; 3],
}

/// How many applications a body gets in a year, how many decisions it makes and how many documents it has.
struct Size {
    requests: (i64, i64),
    decisions: (i64, i64),
    documents: (i64, i64),
    rules: bool,
    disputes: i64,
    /// 单位：元.
    fees: (i64, i64),
    projects: (i64, i64),
}

impl Size {
    fn of(agency: &Agency) -> Self {
        let rules = matches!(agency.level, Level::Province | Level::City);
        let size = |requests, decisions, documents, disputes, fees, projects| Size {
            requests,
            decisions,
            documents,
            rules,
            disputes,
            fees,
            projects,
        };
        match (agency.level, agency.of) {
            (Level::Province, _) => {
                size((900, 6000), (40_000, 400_000), (150, 700), 60, (900_000, 80_000_000), (100, 900))
            }
            (Level::City, _) => {
                size((120, 1200), (6_000, 90_000), (60, 260), 30, (500_000, 70_000_000), (40, 300))
            }
            (Level::County, _) => size((6, 260), (900, 20_000), (15, 90), 8, (0, 50_000_000), (8, 120)),
            (Level::Township, _) => size((0, 7), (0, 60), (0, 6), 1, (0, 0), (0, 4)),
            (_, Level::Province) => size((10, 320), (60, 8_000), (8, 45), 5, (0, 9_000_000), (5, 60)),
            (_, Level::City) => size((3, 90), (20, 3_000), (3, 30), 3, (0, 5_000_000), (2, 30)),
            _ => size((0, 30), (4, 900), (0, 12), 2, (0, 2_000_000), (0, 15)),
        }
    }
}

impl Figures {
    /// Those of a year that nothing is known before.
    pub(super) fn first(agency: &Agency, year: u16, random: &mut Random) -> Self {
        let size = Size::of(agency);
        let mut figures = Self::empty(year);
        figures.fill_documents(&size, None, random);
        figures.fill_decisions(agency, &size, None, random);
        let received = random.between(size.requests.0, size.requests.1);
        let carried_in = match received {
            3.. => random.between(0, (received / 12).max(1)),
            _ => 0,
        };
        let mut carried = [0; COLUMNS];
        deal(carried_in, &mut carried, random);
        figures.fill_requests(agency, received, carried, random);
        figures.fill_disputes(&size, random);
        figures
    }

    /// Those of the year after `last`.
    pub(super) fn after(last: &Self, agency: &Agency, year: u16, random: &mut Random) -> Self {
        let size = Size::of(agency);
        let mut figures = Self::empty(year);
        figures.fill_documents(&size, Some(last), random);
        figures.fill_decisions(agency, &size, Some(last), random);
        let before = last.requests[RequestLine::New as usize][TOTAL];
        let received = match before {
            0..=3 => random.between(0, before + 2),
            _ => random.between(before * 7 / 10, before * 14 / 10),
        };
        let carried = last.requests[RequestLine::CarriedOut as usize];
        figures.fill_requests(agency, received, carried, random);
        figures.fill_disputes(&size, random);
        figures
    }

    fn empty(year: u16) -> Self {
        Self {
            edition: Edition::due(year),
            proactive: Default::default(),
            requests: [[0; COLUMNS]; ROWS],
            disputes: Default::default(),
        }
    }

    pub(super) fn get(&self, cell: impl Into<CellId>) -> i64 {
        let cell = cell.into();
        let (row, column) = (cell.row as usize, cell.column as usize);
        match cell.table {
            Table::Proactive => self.proactive[row][column],
            Table::Requests => self.requests[row][column],
            Table::Disputes => self.disputes[row][column],
        }
    }

    fn is_newer(&self) -> bool {
        self.edition == Edition::E2021
    }

    fn fill_documents(&mut self, size: &Size, last: Option<&Self>, random: &mut Random) {
        use ProactiveColumn as C;
        let lines = [(ProactiveLine::Rules, size.rules), (ProactiveLine::NormativeDocuments, true)];
        for (line, has) in lines.into_iter().filter(|(_, has)| *has) {
            debug_assert!(has);
            let stock = match line {
                ProactiveLine::Rules => random.between(4, 45),
                _ => random.between(size.documents.0, size.documents.1),
            };
            let last = last.map(|last| (last.edition, last.proactive[line as usize]));
            let row = &mut self.proactive[line as usize];
            let made = random.between(0, (stock / 6).clamp(1, 16));
            if self.edition == Edition::E2021 {
                let before = match last {
                    Some((Edition::E2021, row)) => row[C::InForce as usize],
                    _ => stock,
                };
                let repealed = random.between(0, (before / 10).min(9));
                row[C::Issued as usize] = made;
                row[C::Repealed as usize] = repealed;
                row[C::InForce as usize] = before + made - repealed;
            } else {
                let newly = made + random.between(0, 2);
                let before = last.map_or(stock + 1, |(_, row)| row[C::TotalPublic as usize]);
                row[C::Made as usize] = made;
                row[C::NewlyPublic as usize] = newly;
                row[C::TotalPublic as usize] = before + newly;
            }
        }
    }

    fn fill_decisions(&mut self, agency: &Agency, size: &Size, last: Option<&Self>, random: &mut Random) {
        use ProactiveColumn as C;
        use ProactiveLine as R;
        let least = if agency.enforces() { size.decisions.0.max(12) } else { size.decisions.0 };
        let scale = [(R::Licensing, 100), (R::OtherServices, 60), (R::Penalties, 70), (R::Coercion, 8)];
        for (line, percent) in scale {
            if self.is_newer() && line == R::OtherServices {
                continue;
            }
            let before = last.map(|last| last.proactive[line as usize]);
            let before_items = before.filter(|_| !self.is_newer()).map(|row| row[C::LastYearItems as usize]);
            // A number that comes out round may hit the sum of the items, so it is moved along.
            let mut decisions = match before.map(|row| row[C::Decisions as usize]) {
                Some(before) if before > 3 => random.between(before * 8 / 10, before * 13 / 10),
                Some(before) => before,
                None => random.between(least, size.decisions.1) * percent / 100,
            };
            if !self.is_newer() {
                let before_change = before.map_or(0, |row| row[C::Change as usize]);
                let items = match before_items {
                    Some(items) => items + before_change,
                    None if decisions > 0 => random.between(6, 30 + size.documents.1 / 2) + line as i64 * 7,
                    None => 0,
                };
                let change = random.between(-(items / 8).min(9), (items / 7).min(12));
                if decisions > 0 && ((decisions - items - change).abs() <= 1 || decisions == change) {
                    decisions += 5;
                }
                let row = &mut self.proactive[line as usize];
                row[C::LastYearItems as usize] = items;
                row[C::Change as usize] = change;
            }
            self.proactive[line as usize][C::Decisions as usize] = decisions;
        }
        let row = &mut self.proactive[R::Fees as usize];
        if self.edition == Edition::E2021 {
            let before = last
                .filter(|last| last.edition == Edition::E2021)
                .map(|last| last.proactive[R::Fees as usize][C::Amount as usize]);
            // 单位：元, to the hundred, so that the table shows up to two decimals of 万元.
            row[C::Amount as usize] = match before {
                Some(before) => random.between(before * 8 / 10, before * 12 / 10),
                None if size.fees.1 == 0 || random.chance(35) => 0,
                None => random.between(size.fees.0.max(2_000), size.fees.1),
            } / 100
                * 100;
        } else {
            let before = last.map(|last| last.proactive[R::Fees as usize]);
            let items = match before {
                Some(row) => row[C::LastYearItems as usize] + row[C::Change as usize],
                None if size.fees.1 == 0 => 0,
                None => random.between(3, 40),
            };
            row[C::LastYearItems as usize] = items;
            row[C::Change as usize] = random.between(-(items / 5).min(4), (items / 5).min(3));
            let projects = random.between(size.projects.0, size.projects.1);
            let row = &mut self.proactive[R::Procurement as usize];
            row[C::Projects as usize] = projects;
            row[C::Amount as usize] =
                (0..projects.min(40)).map(|_| random.between(21_000, 380_000)).sum::<i64>() * projects.max(1)
                    / projects.clamp(1, 40);
        }
    }

    fn fill_requests(
        &mut self,
        agency: &Agency,
        received: i64,
        carried_in: [i64; COLUMNS],
        random: &mut Random,
    ) {
        let mut new = [0; COLUMNS];
        deal(received, &mut new, random);
        let results: Vec<(RequestLine, i64)> = RESULTS
            .iter()
            .copied()
            .filter(|(line, _)| match line {
                RequestLine::Other => !self.is_newer(),
                // Bodies below a city's have few secrets.
                RequestLine::StateSecret => matches!(agency.level, Level::Province | Level::City),
                RequestLine::NoCorrection | RequestLine::NoPayment | RequestLine::OtherReason => {
                    self.is_newer()
                }
                _ => true,
            })
            .collect();
        let weights: i64 = results.iter().map(|(_, weight)| weight).sum();
        let due: i64 = received + carried_in[TOTAL];
        let mut may_stay =
            if due >= 4 && random.chance(70) { random.between(1, (due / 11).max(1)) } else { 0 };
        for column in 0..TOTAL {
            for _ in 0..new[column] + carried_in[column] {
                // The last to come are those that stay.
                if may_stay > 0 && random.chance(25) {
                    self.requests[RequestLine::CarriedOut as usize][column] += 1;
                    may_stay -= 1;
                    continue;
                }
                let mut at = random.between(1, weights);
                let line = results.iter().find(|(_, weight)| {
                    at -= weight;
                    at <= 0
                });
                let line = line.map_or(RequestLine::Granted, |(line, _)| *line);
                self.requests[line as usize][column] += 1;
                self.requests[RequestLine::Total as usize][column] += 1;
            }
        }
        self.requests[RequestLine::New as usize] = new;
        self.requests[RequestLine::CarriedIn as usize] = carried_in;
        for row in &mut self.requests {
            row[TOTAL] = row[..TOTAL].iter().sum();
        }
    }

    fn fill_disputes(&mut self, size: &Size, random: &mut Random) {
        let handled = self.requests[RequestLine::Total as usize][TOTAL];
        let most = size.disputes.min(handled / 8);
        for (block, percent) in [(0, 100), (1, 60), (2, 40)] {
            // After a reconsideration means that there was one.
            if block == 2 && self.disputes[0][DisputeResult::Total as usize] == 0 {
                continue;
            }
            let cases = random.between(0, most * percent / 100);
            let row = &mut self.disputes[block];
            for _ in 0..cases {
                row[*random.pick(&[0, 0, 0, 1, 2, 3])] += 1;
            }
            row[DisputeResult::Total as usize] = cases;
        }
    }
}

/// How often applications end so, by weight.
const RESULTS: &[(RequestLine, i64)] = &[
    (RequestLine::Granted, 44),
    (RequestLine::PartlyGranted, 9),
    (RequestLine::StateSecret, 1),
    (RequestLine::LawProhibited, 1),
    (RequestLine::ThirdParty, 3),
    (RequestLine::InternalAffairs, 2),
    (RequestLine::ProcessInfo, 2),
    (RequestLine::EnforcementFile, 2),
    (RequestLine::AdminQuery, 2),
    (RequestLine::NotHeld, 18),
    (RequestLine::NeedsCreation, 4),
    (RequestLine::Unclear, 2),
    (RequestLine::Petition, 3),
    (RequestLine::Repeat, 3),
    (RequestLine::Publication, 1),
    (RequestLine::Confirmation, 1),
    (RequestLine::Other, 2),
    (RequestLine::NoCorrection, 2),
    (RequestLine::OtherReason, 2),
];

/// Deals applications out over the applicants: most come from people, then from companies.
fn deal(count: i64, row: &mut [i64; COLUMNS], random: &mut Random) {
    for _ in 0..count {
        let column = match random.between(1, 100) {
            ..=78 => Applicant::NaturalPerson,
            79..=90 => Applicant::Commercial,
            91..=93 => Applicant::LegalService,
            94..=95 => Applicant::Research,
            96..=97 => Applicant::PublicWelfare,
            _ => Applicant::Other,
        };
        row[column as usize] += 1;
    }
    row[TOTAL] = count;
}

/// 元 as 万元, without zeros at the end: 21_5000 is `21.5`.
pub(super) fn in_ten_thousands(yuan: i64) -> String {
    let text = format!("{}.{:04}", yuan / 10_000, yuan % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every equation of the forms, on bodies of all kinds over two years.
    #[test]
    fn figures_satisfy_the_forms() {
        for stream in 0..300 {
            let mut random = Random::new(5, stream);
            let agency = Agency::random(&mut random);
            let year = 2019 + (stream % 6) as u16;
            let last = Figures::first(&agency, year, &mut random);
            let next = Figures::after(&last, &agency, year + 1, &mut random);
            for column in Applicant::ALL {
                assert_eq!(
                    next.get((RequestLine::CarriedIn, *column)),
                    last.get((RequestLine::CarriedOut, *column))
                );
            }
            for figures in [&last, &next] {
                sums(figures);
            }
        }
    }

    #[track_caller]
    fn sums(figures: &Figures) {
        use RequestLine as R;
        for column in Applicant::ALL {
            let of = |line| figures.get((line, *column));
            assert_eq!(of(R::New) + of(R::CarriedIn), of(R::Total) + of(R::CarriedOut));
            let results: i64 = RESULTS.iter().map(|(line, _)| of(*line)).sum();
            assert_eq!(results, of(R::Total));
        }
        for line in R::ALL {
            let parts: i64 = Applicant::ALL[..TOTAL].iter().map(|column| figures.get((*line, *column))).sum();
            assert_eq!(parts, figures.get((*line, Applicant::Total)));
        }
        for row in figures.disputes {
            assert_eq!(row[..4].iter().sum::<i64>(), row[4]);
        }
        for row in figures.proactive {
            assert!(row.iter().enumerate().all(|(at, n)| *n >= 0 || at == ProactiveColumn::Change as usize));
        }
    }

    #[test]
    fn money() {
        for (yuan, text) in
            [(0, "0"), (215_000, "21.5"), (920, "0.092"), (10_000, "1"), (12_345_600, "1234.56")]
        {
            assert_eq!(in_ten_thousands(yuan), text);
        }
    }
}
