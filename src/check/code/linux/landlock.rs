//! A second wall of another make: landlock, as far as the kernel has it.

use std::path::Path;

use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError,
    RulesetStatus, Scope, path_beneath_rules,
};

use super::super::interpreter::Interpreter;

/// What is asked for; of this the kernel gives what it has.
const NEWEST: ABI = ABI::V6;

/// Confines this process and all that come from it: reading and executing what
/// the interpreter needs, no network, nobody outside signaled or connected to,
/// and writing only in `/tmp`, if that is the lane's own.
/// Returns `full`, `partial` or `none`.
pub(super) fn restrict(
    interpreter: &Interpreter,
    own_view: bool,
) -> Result<&'static str, RulesetError> {
    let read = AccessFs::from_read(NEWEST);
    let devices = read | AccessFs::WriteFile;
    let rules = Ruleset::default()
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?;
    // Paths that are not there are left out, and with them what they would allow.
    let rules = if own_view {
        let all = AccessFs::from_all(NEWEST) & !AccessFs::Execute;
        rules
            .add_rules(path_beneath_rules([Path::new("/")], read))?
            .add_rules(path_beneath_rules([Path::new("/dev")], devices))?
            .add_rules(path_beneath_rules([Path::new("/tmp")], all))?
    } else {
        let needed = interpreter.files.iter().chain(&interpreter.folders);
        rules
            .add_rules(path_beneath_rules(needed, read))?
            .add_rules(path_beneath_rules(super::view::DEVICES, devices))?
    };
    Ok(match rules.restrict_self()?.ruleset {
        RulesetStatus::FullyEnforced => "full",
        RulesetStatus::PartiallyEnforced => "partial",
        RulesetStatus::NotEnforced => "none",
    })
}
