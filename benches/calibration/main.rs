fn main() {
    use overthink::stats::*;
    use std::time::Instant;
    for n in [30, 100, 300, 1000] {
        let t = Instant::now();
        let p = paired::noninferior(n / 20, n / 15, n, 0.05);
        let a = t.elapsed();
        let plan = power::PairedPlan {
            differing: 0.15,
            alpha: 0.05,
            power: 0.8,
        };
        let t = Instant::now();
        let l = power::detectable_loss(n, plan);
        let b = t.elapsed();
        let t = Instant::now();
        let m = power::pairs_for_noninferiority(0.0, 0.05, plan);
        println!("{n} {p:?} {a:?} mde {l:?} {b:?} {m:?} {:?}", t.elapsed());
    }
    let t = Instant::now();
    for k in 0..1000 {
        std::hint::black_box(paired::tango(k % 20, k % 7, 100, Confidence::default()));
    }
    println!("tango {:?}", t.elapsed() / 1000);
    let t = Instant::now();
    for k in 0..1000 {
        std::hint::black_box(proportion::clopper_pearson(
            k % 20,
            100,
            Confidence::default(),
        ));
    }
    println!("cp {:?}", t.elapsed() / 1000);
    let t = Instant::now();
    for _ in 0..1000 {
        std::hint::black_box(Confidence::default().z());
    }
    println!("z {:?}", t.elapsed() / 1000);
    let t = Instant::now();
    for k in 0..1000 {
        std::hint::black_box(Confidence::default().t(f64::from(k) + 1.0));
    }
    println!("t {:?}", t.elapsed() / 1000);
    let d: Vec<f64> = (0..100_000)
        .map(|i| f64::from((i * 7) % 9 - 4) / 4.0)
        .collect();
    let t = Instant::now();
    println!(
        "{:?} {:?}",
        paired::sign_flip(&d, Side::Both, 1),
        t.elapsed()
    );
    let t = Instant::now();
    println!(
        "{:?} {:?}",
        paired::sign_flip(&d[..3000], Side::Both, 1),
        t.elapsed()
    );
    let a: Vec<[f64; 1]> = d
        .iter()
        .enumerate()
        .map(|(i, d)| [d + i as f64 % 777.0])
        .collect();
    let b: Vec<[f64; 1]> = d
        .iter()
        .enumerate()
        .map(|(i, d)| [d + i as f64 % 333.0])
        .collect();
    let t = Instant::now();
    println!(
        "{:?} {:?}",
        quantile::paired_difference(&a, &b, 0.95, Confidence::default()),
        t.elapsed()
    );
    let t = Instant::now();
    println!(
        "{:?} {:?}",
        bootstrap::quantile_difference(&a, &b, 0.95, Confidence::default(), 1),
        t.elapsed()
    );
    let t = Instant::now();
    println!(
        "{:?} {:?}",
        draws::maj_at_k(
            &[
                (20, true),
                (20, false),
                (10, false),
                (5, false),
                (5, true),
                (4, false)
            ],
            0,
            32
        ),
        t.elapsed()
    );
    let items: Vec<Vec<f64>> = (0..4000)
        .map(|i| {
            (0..8)
                .map(|b| f64::from(u8::from((i * 31 % 97) < b * 12)))
                .collect()
        })
        .collect();
    let c = curve::Curve::new(&[1., 2., 4., 8., 16., 32., 64., 128.], items).unwrap();
    let t = Instant::now();
    println!(
        "{:?} {:?}",
        c.knee(0.02, Confidence::default(), 1),
        t.elapsed()
    );
    let x: Vec<f64> = (0..100_000).map(|i| f64::from(i % 1013)).collect();
    let y: Vec<bool> = (0..100_000)
        .map(|i| (i * 7919) % 1009 > i % 1013 / 2)
        .collect();
    let t = Instant::now();
    println!(
        "{:?} {:?}",
        logistic::slope(&x, &y, Confidence::default()),
        t.elapsed()
    );
    let t = Instant::now();
    println!(
        "{:?} {:?}",
        logistic::slope(&x[..2000], &y[..2000], Confidence::default()),
        t.elapsed()
    );
}
