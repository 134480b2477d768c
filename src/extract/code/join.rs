//! A program that stands in several blocks.

use super::{MOST_KEPT, Piece, Rank};

/// The text of the piece at `best` with all pieces that it needs, in their
/// order; `None` where it needs no other.
///
/// A piece is needed if it gives a name that is mentioned and that nothing gives
/// that is already there: first those before, the nearest first, then those behind.
pub(super) fn joined(pieces: &[Piece<'_>], best: usize) -> Option<String> {
    let first = pieces
        .get(best)
        .filter(|piece| piece.rank >= Rank::Program)?;
    let mut needed = first.outline.needs();
    let mut taken = vec![best];
    let before = (0..best).rev().take(MOST_KEPT);
    let behind = (best + 1..pieces.len()).take(MOST_KEPT);
    for place in before.chain(behind) {
        let Some(piece) = pieces.get(place) else {
            continue;
        };
        let is_needed =
            piece.rank >= Rank::Program && needed.iter().any(|name| piece.outline.offers(name));
        if is_needed {
            needed.retain(|name| !piece.outline.offers(name));
            needed.extend(piece.outline.needs());
            taken.push(place);
        }
    }
    taken.sort_unstable();
    let texts: Vec<&str> = taken
        .iter()
        .filter_map(|&place| Some(pieces.get(place)?.text.trim_end_matches('\n')))
        .collect();
    (texts.len() > 1).then(|| texts.join("\n\n") + "\n")
}
