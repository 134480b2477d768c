//! Giving up what a process may do, for good.

use rustix::process::{
    DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
};
use rustix::thread::{
    CapabilitySet, CapabilitySets, clear_ambient_capability_set,
    remove_capability_from_bounding_set, set_capabilities, set_no_new_privs,
};

use super::super::protocol::Trouble;

/// Limits of everything in a lane; answers have narrower ones of their own.
const LIMITS: [(Resource, u64); 6] = [
    (Resource::Core, 0),
    // The server, a judge and an answer; the judge holds outputs and values.
    (Resource::As, 2 << 30),
    (Resource::Fsize, 64 << 20),
    (Resource::Nofile, 256),
    (Resource::Memlock, 0),
    (Resource::Msgqueue, 0),
];
/// Processes and threads of a lane; counted apart from the user's only in a user
/// namespace of the lane's own.
const MOST_PROCESSES: u64 = 96;

/// Gives up all capabilities and the means to get new ones, and keeps others from
/// looking into this process.
pub(super) fn drop_all() -> Result<(), Trouble> {
    // An error means that the kernel does not know the capability.
    for bit in 0..64 {
        let capability = CapabilitySet::from_bits_retain(1 << bit);
        if remove_capability_from_bounding_set(capability).is_err() {
            break;
        }
    }
    clear_ambient_capability_set().map_err(Trouble::at("clear ambient capabilities"))?;
    let none = CapabilitySets {
        effective: CapabilitySet::empty(),
        permitted: CapabilitySet::empty(),
        inheritable: CapabilitySet::empty(),
    };
    set_capabilities(None, none).map_err(Trouble::at("give up capabilities"))?;
    set_no_new_privs(true).map_err(Trouble::at("refuse new privileges"))?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)
        .map_err(Trouble::at("keep others from looking in"))
}

/// Sets the limits of a lane. `own_users` says that its user is counted apart.
pub(super) fn limit(own_users: bool) -> Result<(), Trouble> {
    let processes = own_users.then_some((Resource::Nproc, MOST_PROCESSES));
    for (resource, most) in LIMITS.into_iter().chain(processes) {
        // Where the user's own limit is lower, that one stays.
        let most = getrlimit(resource)
            .maximum
            .map_or(most, |own| own.min(most));
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, limit).map_err(Trouble::at(format!("limit {resource:?} to {most}")))?;
    }
    Ok(())
}
