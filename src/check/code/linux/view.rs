//! What a lane sees of the file system: the interpreter, and a `/tmp` of its own.

use std::fs;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::CWD;
use rustix::mount::{
    MountFlags, MountPropagationFlags, MoveMountFlags, OpenTreeFlags, UnmountFlags, mount,
    mount_change, move_mount, open_tree, unmount,
};

use super::super::interpreter::Interpreter;
use super::super::protocol::Trouble;

/// Devices that programs expect.
pub(super) const DEVICES: [&str; 3] = ["/dev/null", "/dev/zero", "/dev/urandom"];
/// Where the view is put together; what lies there is out of sight from then on.
const WORKSHOP: &str = "/tmp";
/// The tmpfs that holds the places of everything else.
const FRAME: &std::ffi::CStr = c"mode=755,size=1m,nr_inodes=4096,uid=65534,gid=65534";
/// `/tmp` of the lane: so many bytes and files.
const TMP: &std::ffi::CStr = c"mode=700,size=16m,nr_inodes=1024,uid=65534,gid=65534";
/// Flags of `mount_setattr(2)`.
const READ_ONLY: u64 = 0x1;
const NO_SET_ID: u64 = 0x2;
const NO_DEVICES: u64 = 0x4;

/// Something of the outside, held until it has its place inside.
struct Piece {
    target: PathBuf,
    tree: OwnedFd,
    is_folder: bool,
}

/// The outside as far as it is to be seen.
pub(super) struct Pieces(Vec<Piece>);

/// Takes what the interpreter needs. This happens while the process still has the
/// user's ids: the interpreter may lie in a folder that only the user can enter.
pub(super) fn take(interpreter: &Interpreter) -> Result<Pieces, Trouble> {
    let private = MountPropagationFlags::PRIVATE | MountPropagationFlags::REC;
    mount_change("/", private).map_err(Trouble::at("make mounts private"))?;
    let mut pieces = Vec::new();
    for path in interpreter.folders.iter().chain(&interpreter.files) {
        pieces.push(piece(path, READ_ONLY | NO_SET_ID | NO_DEVICES)?);
    }
    for path in DEVICES {
        pieces.push(piece(Path::new(path), READ_ONLY | NO_SET_ID)?);
    }
    let flags = MountFlags::NOSUID | MountFlags::NODEV;
    mount("tmpfs", WORKSHOP, "tmpfs", flags, FRAME)
        .map_err(Trouble::at(format!("mount a tmpfs on {WORKSHOP}")))?;
    Ok(Pieces(pieces))
}

/// Puts the pieces in place and makes the result the root of everything.
pub(super) fn enter(pieces: &Pieces, covered: &[PathBuf]) -> Result<(), Trouble> {
    let tmp = inside(Path::new("/tmp"));
    make_folder(&tmp)?;
    for piece in &pieces.0 {
        put(piece)?;
    }
    for path in covered {
        // The folder is still empty: its own file system comes last.
        let empty = clone_of(&tmp, false)?;
        attach(&empty, &inside(path))?;
    }
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    mount("tmpfs", &tmp, "tmpfs", flags, TMP).map_err(Trouble::at("mount a tmpfs for /tmp"))?;
    rustix::process::chdir(WORKSHOP).map_err(Trouble::at("enter the view"))?;
    rustix::process::pivot_root(".", ".").map_err(Trouble::at("pivot_root"))?;
    unmount(".", UnmountFlags::DETACH).map_err(Trouble::at("leave the old root"))?;
    rustix::process::chdir("/").map_err(Trouble::at("enter the new root"))?;
    let root = open_tree(CWD, "/", OpenTreeFlags::OPEN_TREE_CLOEXEC)
        .map_err(Trouble::at("open the new root"))?;
    set_attributes(root.as_fd(), READ_ONLY, 0).map_err(Trouble::at("make the view read-only"))
}

fn piece(path: &Path, attributes: u64) -> Result<Piece, Trouble> {
    let is_folder = path.is_dir();
    let tree = clone_of(path, is_folder)?;
    set_attributes(tree.as_fd(), attributes, libc::AT_RECURSIVE as u32).map_err(Trouble::at(
        format!("make {} read-only (mount_setattr)", path.display()),
    ))?;
    Ok(Piece {
        target: path.to_owned(),
        tree,
        is_folder,
    })
}

fn clone_of(path: &Path, whole: bool) -> Result<OwnedFd, Trouble> {
    let mut flags = OpenTreeFlags::OPEN_TREE_CLONE | OpenTreeFlags::OPEN_TREE_CLOEXEC;
    if whole {
        flags |= OpenTreeFlags::AT_RECURSIVE;
    }
    open_tree(CWD, path, flags).map_err(Trouble::at(format!("bind {}", path.display())))
}

fn put(piece: &Piece) -> Result<(), Trouble> {
    let target = inside(&piece.target);
    if piece.is_folder {
        make_folder(&target)?;
    } else {
        if let Some(folder) = target.parent() {
            make_folder(folder)?;
        }
        fs::File::create(&target).map_err(Trouble::at(format!(
            "make a place for {}",
            piece.target.display()
        )))?;
    }
    attach(&piece.tree, &target)
}

fn attach(tree: &OwnedFd, target: &Path) -> Result<(), Trouble> {
    let flags = MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH;
    move_mount(tree, "", CWD, target, flags)
        .map_err(Trouble::at(format!("mount {}", target.display())))
}

fn make_folder(path: &Path) -> Result<(), Trouble> {
    fs::create_dir_all(path).map_err(Trouble::at(format!("make folder {}", path.display())))
}

/// Where something of the outside lies in the workshop.
fn inside(path: &Path) -> PathBuf {
    Path::new(WORKSHOP).join(path.strip_prefix("/").unwrap_or(path))
}

/// Adds attributes to a mount; those that it has stay.
#[expect(unsafe_code, reason = "rustix has no call for it")]
fn set_attributes(tree: BorrowedFd<'_>, attributes: u64, flags: u32) -> std::io::Result<()> {
    #[repr(C)]
    struct MountAttr {
        set: u64,
        clear: u64,
        propagation: u64,
        user_namespace: u64,
    }
    let attributes = MountAttr {
        set: attributes,
        clear: 0,
        propagation: 0,
        user_namespace: 0,
    };
    // SAFETY: both pointers are to values that live through the call, and the
    // size is that of the second one.
    let result = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            tree.as_raw_fd(),
            c"".as_ptr(),
            libc::AT_EMPTY_PATH as u32 | flags,
            &raw const attributes,
            size_of::<MountAttr>(),
        )
    };
    if result < 0 {
        return Err(std::io::Error::last_os_error());
    }
    Ok(())
}
