use proptest::prelude::*;

use super::*;

/// All that the loops say about a block, as bits.
fn said(wide: Wide, block: &[f32], heat: Heat) -> (Vec<u64>, Vec<u32>, Vec<Key>) {
    let bounds = [40.0, 0.0, -3.0, -50.0];
    let (mut weights, mut above) = (vec![0.0; block.len()], vec![0.0; block.len()]);
    let mut sums = vec![
        wide.sum(block, heat),
        wide.weigh(block, heat, f32::NEG_INFINITY, &mut weights),
        wide.weigh(block, heat, -3.0, &mut above),
        wide.kept(block, &weights, -3.0, 1e-20),
    ];
    let (mut here, mut row) = (BlockSums::default(), RowSums::default());
    wide.reaching(block, &weights, bounds, &mut here);
    wide.add_up(&here, &mut row);
    wide.add_up(&here, &mut row);
    sums.extend(row.as_flattened());
    let mut open = Vec::new();
    wide.between(block, -3.0, 20.0, 7, &mut open);
    weights.extend(above);
    weights.push(wide.highest(block));
    let sums = sums.into_iter().map(f64::to_bits).collect();
    let mut weights: Vec<u32> = weights.into_iter().map(f32::to_bits).collect();
    weights.push(wide.count(block, -3.0));
    (sums, weights, open)
}

proptest! {
    /// On a processor without wide registers there is one build.
    #[test]
    fn all_builds_give_the_same_bits(
        mut logits in prop::collection::vec(-90.0_f32..90.0, 0..1500),
        holes in prop::collection::vec(0_usize..1500, 0..4),
        scale in 0.1_f32..5.0,
    ) {
        for hole in holes {
            if let Some(logit) = logits.get_mut(hole) {
                *logit = if hole % 3 == 0 { f32::NAN } else { f32::NEG_INFINITY };
            }
        }
        let heat = Heat { highest: 90.0, scale };
        let mut base = Vec::new();
        let bad = Wide::Base.maxima(&logits, &mut base);
        prop_assert_eq!(bad, logits.iter().any(|l| l.is_nan()));
        for wide in Wide::all() {
            let mut maxima = Vec::new();
            prop_assert_eq!(wide.maxima(&logits, &mut maxima), bad);
            prop_assert_eq!(&maxima, &base);
            for block in logits.chunks(BLOCK).filter(|b| b.iter().all(|l| !l.is_nan())) {
                prop_assert_eq!(said(wide, block, heat), said(Wide::Base, block, heat));
            }
        }
    }

    /// The loops against plain definitions.
    #[test]
    fn loops_say_what_they_should(
        block in prop::collection::vec(-90.0_f32..90.0, 0..=BLOCK),
        bounds in prop::array::uniform4(-95.0_f32..95.0),
        start in 0_u32..100_000,
    ) {
        let heat = Heat { highest: 90.0, scale: 0.3 };
        let wide = Wide::best();
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-5 * b;
        let sum = |keeps: &dyn Fn(f32) -> bool| -> f64 {
            let kept = block.iter().filter(|l| keeps(**l));
            kept.map(|&l| f64::from(heat.weigh(l))).sum()
        };
        let [floor, other, ..] = bounds;
        let (from, above) = (floor.min(other), floor.max(other));
        let mut weights = vec![0.0; block.len()];
        prop_assert!(near(wide.sum(&block, heat), sum(&|_| true)));
        prop_assert!(near(wide.weigh(&block, heat, floor, &mut weights), sum(&|l| l >= floor)));
        for (&logit, &weight) in block.iter().zip(&weights) {
            let right = if logit >= floor { heat.weigh(logit) } else { 0.0 };
            prop_assert_eq!(weight.to_bits(), right.to_bits());
        }
        wide.weigh(&block, heat, f32::NEG_INFINITY, &mut weights);
        let least = heat.weigh(other);
        let kept = sum(&|l| l >= floor && heat.weigh(l) >= least);
        prop_assert!(near(wide.kept(&block, &weights, floor, least), kept));
        let (mut here, mut row) = (BlockSums::default(), RowSums::default());
        wide.reaching(&block, &weights, bounds, &mut here);
        wide.add_up(&here, &mut row);
        for (lanes, bound) in row.iter().zip(bounds) {
            prop_assert!(near(lanes.iter().sum(), sum(&|l| l >= bound)));
        }
        let mut open = Vec::new();
        wide.between(&block, from, above, start, &mut open);
        let right = block.iter().zip(start..).filter(|(l, _)| **l >= from && **l < above);
        prop_assert_eq!(open, right.map(|(&l, id)| Key::new(l, id)).collect::<Vec<_>>());
        prop_assert_eq!(
            wide.count(&block, floor) as usize,
            block.iter().filter(|l| **l >= floor).count()
        );
        let highest = block.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        prop_assert_eq!(wide.highest(&block).to_bits(), highest.to_bits());
    }
}
