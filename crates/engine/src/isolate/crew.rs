//! What one thread asks an isolated pack with: the pack's worker is given all the reports that the thread has read.
//!
//! Whom a failure is to be laid to is known only of a report that was asked about alone. So when a worker fails with
//! several reports in hand, none of them is blamed: each is asked about once more, alone, by a new worker, and this pack
//! has one report at a time from then on.

use gouji_check::code::{Answered, Ticket, Worker};

use super::ended::Ended;
use super::frames::{Kind, Reply};
use super::process::Process;
use super::{Isolated, said};

/// Bytes that the answers of one pack to one round may have: 32 MiB.
const ROUND: usize = 32 << 20;

fn said_bytes(reply: &Reply) -> usize {
    reply.output.as_ref().map_or(0, |output| output.answer.len())
}

/// One thread's worker of a pack.
pub(super) struct Member<'c> {
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
    pub(super) fn new(pack: &'c Isolated) -> Self {
        Self { pack, worker: None, tickets: 0, asked: Vec::new(), came: Vec::new(), one_by_one: false }
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

    /// Asks about one report, with nothing else in hand.
    fn alone(&mut self, report: &[u8], rules: &[u8]) -> Result<Reply, Ended> {
        let reply = self.process()?.call(Kind::Check, report, rules);
        self.noted(reply)
    }

    fn process(&mut self) -> Result<&mut Process, Ended> {
        self.pack.wanted()?;
        let worker = match self.worker.take() {
            Some(worker) => worker,
            None => self.pack.worker()?,
        };
        Ok(self.worker.insert(worker))
    }
}

impl Worker for Member<'_> {
    fn begin(&mut self, report: &[u8], rules: &[u8]) -> Ticket {
        if self.one_by_one {
            return Ticket::Later;
        }
        // Why there is none is said when the answer is wanted.
        let Ok(worker) = self.process() else { return Ticket::Later };
        let number = worker.put(Kind::Check, report, rules);
        self.tickets += 1;
        self.asked.push((self.tickets, number));
        Ticket::Begun(self.tickets)
    }

    fn go(&mut self) {
        if !self.asked.is_empty()
            && let Some(worker) = &mut self.worker
        {
            worker.send();
        }
    }

    fn answer(&mut self, ticket: Ticket, report: &[u8], rules: &[u8]) -> Answered {
        self.collect();
        let reply = match self.came.iter().position(|(came, _)| ticket == Ticket::Begun(*came)) {
            Some(at) => self.came.swap_remove(at).1,
            None => self.alone(report, rules),
        };
        reply.and_then(said).map_err(|ended| ended.to_string())
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
