//! `gouji`, the command line: reads arguments, runs one command, and says how it ended by its exit status.

mod args;
mod commands;
mod failure;
mod files;
mod hints;
mod installation;
mod interrupted;
mod isolation;
mod log;
mod outputs;
mod overwrites;
mod repairs;
mod season;
mod subjects;
mod terminal;
mod usage;

use std::process::ExitCode;

use crate::args::Command;
use crate::failure::Failure;

fn main() -> ExitCode {
    if isolation::is_worker(std::env::args_os()) {
        return gouji_engine::isolate::serve();
    }
    match run() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let failure = error.downcast_ref::<Failure>();
            // Whoever read our output has had enough of it: nobody is there to be told.
            if !failure.is_some_and(Failure::is_broken_pipe) {
                let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
                terminal::complain(&causes.join("："));
            }
            ExitCode::from(failure.map_or(3, Failure::exit_code))
        }
    }
}

fn run() -> anyhow::Result<u8> {
    let (cli, matches) = match args::parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(error) => return Ok(usage::answer(&error)?),
    };
    log::begin(cli.global.verbose)?;
    let global = &cli.global;
    Ok(match cli.command {
        Command::Check(args) => commands::check::run(&args, &matches, global)?,
        Command::Baseline(args) => commands::baseline::run(&args, global)?,
        Command::Decide(args) => commands::decide::run(&args)?,
        Command::Ledger(command) => commands::ledger::run(&command)?,
        Command::Annotate(args) => commands::annotate::run(&args, global)?,
        Command::Fix(args) => commands::fix::run(&args, global)?,
        Command::Serve(args) => commands::serve::run(&args, global)?,
        Command::Read(args) => commands::read::run(&args)?,
        Command::Rules(args) => commands::rules::run(&args, global)?,
        Command::Explain(args) => commands::explain::run(&args, global)?,
        Command::Pack(command) => commands::pack::run(&command, global)?,
        Command::Packs(args) => commands::packs::run(&args, global)?,
        Command::Profiles(args) => commands::profiles::run(&args, global)?,
        Command::Schema(args) => commands::schema::run(&args)?,
        Command::Completions(args) => commands::completions::run(&args)?,
        Command::Man(args) => commands::man::run(&args)?,
    })
}
