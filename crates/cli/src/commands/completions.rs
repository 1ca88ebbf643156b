//! `gouji completions SHELL`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// bash、zsh、fish、powershell、elvish
    #[arg(value_name = "SHELL", help_heading = "参数", hide_possible_values = true)]
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "gouji", &mut script);
    terminal::print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
