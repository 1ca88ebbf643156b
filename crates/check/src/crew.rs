//! The workers of one thread that checks: each pack's is given all the reports that the thread has read, and answers for
//! them in one go.

use std::ptr;

use crate::code::{Answered, Code, Ticket, Worker};

/// What a thread that checks has to ask packs with, wherever their code runs.
#[derive(Default)]
pub(crate) struct Crew<'c> {
    members: Vec<(&'c dyn Code, Box<dyn Worker + 'c>)>,
}

impl<'c> Crew<'c> {
    /// Has a pack that works elsewhere begin with a report, once [`Crew::go`] is said; one that works in this thread waits
    /// until it is asked for the answer.
    pub(crate) fn begin(&mut self, code: &'c dyn Code, report: &[u8], rules: &[u8]) -> Ticket {
        self.worker(code).map_or(Ticket::Later, |worker| worker.begin(report, rules))
    }

    /// Has all workers begin with what they were given.
    pub(crate) fn go(&mut self) {
        self.members.iter_mut().for_each(|(_, worker)| worker.go());
    }

    /// What a pack says of a report; the ticket is that of the same report and rules.
    pub(crate) fn answer(
        &mut self,
        code: &'c dyn Code,
        ticket: Ticket,
        report: &[u8],
        rules: &[u8],
    ) -> Answered {
        match self.worker(code) {
            Some(worker) => worker.answer(ticket, report, rules),
            None => code.check(report, rules),
        }
    }

    /// Forgets answers that nobody has fetched.
    pub(crate) fn rest(&mut self) {
        self.members.iter_mut().for_each(|(_, worker)| worker.rest());
    }

    fn worker(&mut self, code: &'c dyn Code) -> Option<&mut (dyn Worker + 'c)> {
        let at = match self.members.iter().position(|(of, _)| ptr::addr_eq(*of, code)) {
            Some(at) => at,
            None => {
                self.members.push((code, code.worker()?));
                self.members.len() - 1
            }
        };
        Some(self.members[at].1.as_mut())
    }
}
