//! Work on many inputs by several threads, with the results in the order of the inputs and only a few of them in memory.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::{ControlFlow, Range};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many items a thread takes at once, if there are enough for all threads.
const TAKEN: usize = 32;

/// How many results per thread may wait for an earlier one.
const WAITING: usize = 3 * TAKEN;

/// The number of threads that the machine runs at once.
pub fn available_jobs() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Runs `work` on every item by `jobs` threads and hands the results to `each` on the calling thread, in the order of the
/// items. However many items there are, few results exist at a time.
pub(crate) fn in_order<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(&T) -> R + Sync,
    each: &mut dyn FnMut(R),
) {
    let every = |(): &mut (), items: &[T], give: &mut dyn FnMut(Vec<R>)| {
        items.iter().for_each(|item| give(vec![work(item)]));
    };
    some_in_order(items, jobs, || (), every, &mut |result| {
        each(result);
        ControlFlow::Continue(())
    });
}

/// The same for threads with a state each, which work on some items at a time: `work` gives one result for each that it is
/// handed, in their order, as many at once as it likes. It ends early where `each` wants no more.
pub(crate) fn some_in_order<T: Sync, S, R: Send>(
    items: &[T],
    jobs: usize,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &[T], &mut dyn FnMut(Vec<R>)) + Sync,
    each: &mut dyn FnMut(R) -> ControlFlow<()>,
) {
    let jobs = jobs.clamp(1, items.len().max(1));
    if jobs == 1 {
        let (mut state, mut wanted) = (state(), ControlFlow::Continue(()));
        for items in items.chunks(TAKEN) {
            work(&mut state, items, &mut |results| {
                for result in results {
                    if wanted.is_continue() {
                        wanted = each(result);
                    }
                }
            });
            if wanted.is_break() {
                break;
            }
        }
        return;
    }
    let queue = Queue::default();
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                // Should `work` panic all the same, nobody waits for its result for ever.
                let _stop = StopOnPanic(&queue);
                let mut state = state();
                while let Some(taken) = queue.take(items.len(), jobs) {
                    let mut index = taken.start;
                    work(&mut state, &items[taken], &mut |results| {
                        let given = index;
                        index += results.len();
                        queue.give(given, results);
                    });
                }
            });
        }
        // Should `each` panic, the workers must not wait for ever.
        let _stop = StopOnPanic(&queue);
        for index in 0..items.len() {
            let Some(result) = queue.result(index) else { break };
            if each(result).is_break() {
                queue.stop();
                break;
            }
        }
    });
}

struct Queue<R> {
    state: Mutex<State<R>>,
    changed: Condvar,
}

struct State<R> {
    /// The next item to work on.
    next: usize,
    /// The next result to hand out.
    due: usize,
    done: BTreeMap<usize, R>,
    stopped: bool,
}

impl<R> Default for Queue<R> {
    fn default() -> Self {
        let state = State { next: 0, due: 0, done: BTreeMap::new(), stopped: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }
}

impl<R> Queue<R> {
    /// The state is sound after every statement that changes it, so that a panic elsewhere spoils nothing.
    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<R>>) -> MutexGuard<'a, State<R>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next items, once their results would not be too far ahead of the one that is due.
    fn take(&self, items: usize, jobs: usize) -> Option<Range<usize>> {
        let mut state = self.lock();
        while !state.stopped && state.next < items && state.next >= state.due + jobs * WAITING {
            state = self.wait(state);
        }
        if state.stopped || state.next >= items {
            return None;
        }
        // Fewer towards the end: no thread is to be left with many when the others have none.
        let next = state.next;
        state.next += ((items - next) / (2 * jobs)).clamp(1, TAKEN);
        Some(next..state.next)
    }

    /// The results of the items from `first` on.
    fn give(&self, first: usize, results: Vec<R>) {
        self.lock().done.extend((first..).zip(results));
        self.changed.notify_all();
    }

    /// No more is taken, and nobody waits.
    fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    fn result(&self, index: usize) -> Option<R> {
        let mut state = self.lock();
        loop {
            if let Some(result) = state.done.remove(&index) {
                state.due = index + 1;
                self.changed.notify_all();
                return Some(result);
            }
            if state.stopped {
                return None;
            }
            state = self.wait(state);
        }
    }
}

/// Stops everybody when the thread that holds it unwinds.
struct StopOnPanic<'a, R>(&'a Queue<R>);

impl<R> Drop for StopOnPanic<'_, R> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[track_caller]
    fn check(items: usize, jobs: usize) {
        let items: Vec<usize> = (0..items).collect();
        let mut results = Vec::new();
        let uneven = |item: &usize| {
            if item.is_multiple_of(7) {
                thread::yield_now();
            }
            *item
        };
        in_order(&items, jobs, uneven, &mut |result| results.push(result));
        assert_eq!(results, items);
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for jobs in [0, 1, 2, 3, 16] {
            for items in [0, 1, 2, 100] {
                check(items, jobs);
            }
        }
    }

    #[test]
    fn few_results_exist_at_a_time() {
        let items = vec![(); 1000];
        let (alive, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |(): &()| {
            most.fetch_max(alive.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        };
        in_order(&items, 2, work, &mut |()| {
            alive.fetch_sub(1, Ordering::SeqCst);
            thread::yield_now();
        });
        assert!(most.load(Ordering::SeqCst) <= 2 * WAITING + TAKEN, "{most:?}");
    }

    #[test]
    fn it_ends_where_no_more_is_wanted() {
        let items: Vec<usize> = (0..1000).collect();
        for jobs in [1, 2, 3] {
            let (worked, mut taken) = (AtomicUsize::new(0), Vec::new());
            let work = |(): &mut (), items: &[usize], give: &mut dyn FnMut(Vec<usize>)| {
                worked.fetch_add(items.len(), Ordering::SeqCst);
                give(items.to_vec());
            };
            some_in_order(&items, jobs, || (), work, &mut |item| {
                taken.push(item);
                if item == 40 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert_eq!(taken, (0..=40).collect::<Vec<_>>());
            assert!(worked.load(Ordering::SeqCst) < items.len());
        }
    }

    #[test]
    fn a_panic_ends_the_run_instead_of_hanging_it() {
        let items = vec![(); 100];
        let result = std::panic::catch_unwind(|| {
            in_order(&items, 2, |()| (), &mut |()| std::panic::resume_unwind(Box::new(())));
        });
        assert!(result.is_err());
        let result = std::panic::catch_unwind(|| {
            in_order(&items, 2, |()| std::panic::resume_unwind(Box::new(())), &mut |()| ());
        });
        assert!(result.is_err());
    }
}
