//! The workers of one thread that checks: each pack's is given all the reports that the thread has read, and answers for
//! them in one go.
//!
//! Whom a failure is to be laid to is known only of a report that was asked about alone. So when a worker fails with
//! several reports in hand, none of them is blamed: each is asked about once more, alone, by a new worker, and this pack
//! has one report at a time from then on.

use std::ptr;

use super::ended::Ended;
use super::frames::{Kind, Reply};
use super::process::Process;
use super::{Answered, Code, Isolated, said};

/// What a thread that checks has to ask packs with, wherever their code runs.
#[derive(Default)]
pub(crate) struct Crew<'c> {
    members: Vec<Member<'c>>,
}

/// What an answer is fetched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ticket {
    /// Nothing was begun.
    Later,
    /// The request of that number to the pack's worker.
    Begun(u32),
}

impl<'c> Crew<'c> {
    /// Has a pack that runs apart begin with a report, once [`Crew::go`] is said; one that runs here waits until it is
    /// asked for the answer.
    pub(crate) fn begin(&mut self, code: &'c Code, report: &[u8], rules: &[u8]) -> Ticket {
        match code {
            Code::Here(_) => Ticket::Later,
            Code::Apart(pack) => self.member(pack).begin(report, rules),
        }
    }

    /// Has all workers begin with what they were given.
    pub(crate) fn go(&mut self) {
        let begun = self.members.iter_mut().filter(|member| !member.asked.is_empty());
        begun.filter_map(|member| member.worker.as_mut()).for_each(Process::send);
    }

    /// What a pack says of a report; the ticket is that of the same report and rules.
    pub(crate) fn answer(&mut self, code: &'c Code, ticket: Ticket, report: &[u8], rules: &[u8]) -> Answered {
        match code {
            Code::Here(table) => Ok(table.check(report, rules)),
            Code::Apart(pack) => self.member(pack).answer(ticket, report, rules).and_then(said),
        }
    }

    /// Forgets answers that nobody has fetched.
    pub(crate) fn rest(&mut self) {
        self.members.iter_mut().for_each(Member::rest);
    }

    fn member(&mut self, pack: &'c Isolated) -> &mut Member<'c> {
        let at = self.members.iter().position(|member| ptr::eq(member.pack, pack));
        let at = at.unwrap_or_else(|| {
            self.members.push(Member::new(pack));
            self.members.len() - 1
        });
        &mut self.members[at]
    }
}

/// Bytes that the answers of one pack to one round may have: 32 MiB.
const ROUND: usize = 32 << 20;

fn said_bytes(reply: &Reply) -> usize {
    reply.output.as_ref().map_or(0, |output| output.answer.len())
}

/// A pack's worker.
struct Member<'c> {
    pack: &'c Isolated,
    worker: Option<Process>,
    /// The last ticket; numbers of requests begin anew with every worker.
    tickets: u32,
    /// What the worker was given and has not answered yet: tickets and requests, in their order.
    asked: Vec<(u32, u32)>,
    /// Answers that have not been fetched yet, by ticket.
    came: Vec<(u32, Result<Reply, Ended>)>,
    /// A worker has failed with several reports in hand.
    one_by_one: bool,
}

impl<'c> Member<'c> {
    fn new(pack: &'c Isolated) -> Self {
        Self { pack, worker: None, tickets: 0, asked: Vec::new(), came: Vec::new(), one_by_one: false }
    }

    fn begin(&mut self, report: &[u8], rules: &[u8]) -> Ticket {
        if self.one_by_one {
            return Ticket::Later;
        }
        // Why there is none is said when the answer is wanted.
        let Ok(worker) = self.worker() else { return Ticket::Later };
        let number = worker.put(Kind::Check, report, rules);
        self.tickets += 1;
        self.asked.push((self.tickets, number));
        Ticket::Begun(self.tickets)
    }

    fn answer(&mut self, ticket: Ticket, report: &[u8], rules: &[u8]) -> Result<Reply, Ended> {
        self.collect();
        match self.came.iter().position(|(came, _)| ticket == Ticket::Begun(*came)) {
            Some(at) => self.came.swap_remove(at).1,
            None => {
                let reply = self.worker()?.call(Kind::Check, report, rules);
                self.noted(reply)
            }
        }
    }

    /// Takes in all answers that are due. Of a round that says more than [`ROUND`] the rest is asked for one by one, so that
    /// it is in memory one by one.
    fn collect(&mut self) {
        let alone = self.asked.len() == 1;
        let mut bytes = 0;
        for (ticket, number) in std::mem::take(&mut self.asked) {
            let Some(worker) = &mut self.worker else { break };
            match worker.reply(number) {
                Err(_) if !alone => {
                    self.worker = None;
                    self.one_by_one = true;
                }
                Ok(reply) if !alone && bytes + said_bytes(&reply) > ROUND => {
                    self.worker = None;
                    self.one_by_one = true;
                }
                reply => {
                    bytes += reply.as_ref().map_or(0, said_bytes);
                    let reply = self.noted(reply);
                    self.came.push((ticket, reply));
                }
            }
        }
    }

    /// A worker that has failed is not asked again.
    fn noted(&mut self, reply: Result<Reply, Ended>) -> Result<Reply, Ended> {
        if reply.is_err() {
            self.worker = None;
        }
        self.pack.noted(reply)
    }

    fn worker(&mut self) -> Result<&mut Process, Ended> {
        self.pack.wanted()?;
        let worker = match self.worker.take() {
            Some(worker) => worker,
            None => self.pack.worker()?,
        };
        Ok(self.worker.insert(worker))
    }

    fn rest(&mut self) {
        self.came.clear();
        if !self.asked.is_empty() {
            self.asked.clear();
            self.worker = None;
        }
    }
}

impl Drop for Member<'_> {
    fn drop(&mut self) {
        self.rest();
        self.pack.idle().extend(self.worker.take());
    }
}
