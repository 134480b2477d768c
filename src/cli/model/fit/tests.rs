use clap::Parser;

use super::*;

#[derive(Debug, Parser)]
struct Command {
    #[command(flatten)]
    fit: FitArgs,
}

const MACHINE: MachineMemory = MachineMemory {
    total: 16_000_000_000,
    available: 9_000_000_000,
};

/// What `overthink model fit` prints on a machine of 16 GB, 9 of them free.
fn printed(args: &[&str]) -> anyhow::Result<String> {
    let args = Command::try_parse_from([&["fit"], args].concat())?.fit;
    let survey = engine::survey(folder_of(&args.place), None, false)?;
    let kinds = kinds(&args, &survey)?;
    let lines = lines(&args, &kinds, &contexts(&args, &survey)?, Some(MACHINE));
    Ok(table::human(
        &args,
        &survey,
        &kinds,
        &lines,
        Some(MACHINE),
        110,
    ))
}

#[test]
fn the_built_in_model_fits() {
    let text = printed(&["tiny-reasoner", "--batch", "1,32"]).unwrap();
    insta::assert_snapshot!(text, @r"
    tiny-reasoner: 1.3M parameters, 3.1 kB of cache a token
    this machine: 16.0 GB of memory, 9.0 GB of it free

      context  batch  weights     cache    work     base     total  largest batch
        1,024      1   5.6 MB    3.1 MB  5.1 MB  45.0 MB   58.9 MB          2,835  fits
        1,024     32   5.6 MB  100.7 MB  6.7 MB  45.0 MB  157.9 MB          2,835  fits

      work: what one step computes; largest batch: texts at once that fit into what is free;
      tight: fits if other programs end. `docs/models.md` has the formulas.
    ");
}

/// A configuration of 14.8 billion parameters, without a graph.
fn large() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let config = json!({
        "architectures": ["Qwen2ForCausalLM"], "hidden_size": 5120, "num_attention_heads": 40,
        "num_key_value_heads": 8, "num_hidden_layers": 48, "intermediate_size": 13824,
        "hidden_act": "silu", "vocab_size": 152_064, "tie_word_embeddings": false,
        "max_position_embeddings": 32768,
    });
    fs_err::write(folder.path().join("config.json"), config.to_string()).unwrap();
    folder
}

#[test]
fn a_configuration_alone_is_enough() {
    let folder = large();
    let config = folder.path().join("config.json").display().to_string();
    let text = printed(&[&config, "--context", "4096,32768", "--batch", "1"]).unwrap();
    insta::assert_snapshot!(text.replace(&config, "config.json"), @r"
    config.json: 14.8B parameters
    this machine: 16.0 GB of memory, 9.0 GB of it free

      kind           context  batch  weights     cache      work     base    total  largest batch
      4 bit, GQA       4,096      1   8.3 GB    1.6 GB  856.1 kB  45.0 MB  10.0 GB              0  tight
      4 bit, GQA      32,768      1   8.3 GB   12.9 GB  856.1 kB  45.0 MB  21.2 GB              0  does not fit
      4 bit, plain     4,096      1   8.3 GB    3.2 GB  254.5 MB  45.0 MB  11.8 GB              0  tight
      4 bit, plain    32,768      1   8.3 GB   25.8 GB    2.0 GB  45.0 MB  36.2 GB              0  does not fit
      16 bit, GQA      4,096      1  59.1 GB  805.3 MB  428.0 kB  45.0 MB  59.9 GB              0  does not fit
      16 bit, GQA     32,768      1  59.1 GB    6.4 GB  428.0 kB  45.0 MB  65.6 GB              0  does not fit
      16 bit, plain    4,096      1  59.1 GB    1.6 GB  127.2 MB  45.0 MB  60.9 GB              0  does not fit
      16 bit, plain   32,768      1  59.1 GB   12.9 GB    1.0 GB  45.0 MB  73.0 GB              0  does not fit

      work: what one step computes; largest batch: texts at once that fit into what is free;
      tight: fits if other programs end. `docs/models.md` has the formulas.
    ");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let complaint = |args: &[&str]| printed(args).unwrap_err().to_string();
    assert_eq!(
        complaint(&["tiny-reasoner", "--context", "2000"]),
        "`--context` 2000 is more than the model's 1024 tokens"
    );
    assert!(complaint(&["tiny-reasoner", "--bits", "5"]).contains("4, 8, 16, 32"));
    let large = large();
    for graph in ["model_q4.onnx", "model_fp16.onnx"] {
        fs_err::write(large.path().join(graph), "").unwrap();
    }
    let place = large.path().display().to_string();
    let text = complaint(&[&place]);
    assert!(text.contains("name one of its graphs"), "{text}");
    assert!(printed(&[&place, "--bits", "4"]).is_ok());
    let empty = tempfile::tempdir().unwrap();
    let place = empty.path().display().to_string();
    let text = complaint(&[&place]);
    assert!(text.contains("`config.json` is missing"), "{text}");
}

#[test]
fn the_largest_batch_is_the_last_that_fits() {
    let survey = engine::survey("tiny-reasoner", None, false).unwrap();
    let config = survey.config.unwrap();
    let needs = Needs::of_graph(&survey.facts, &config, 3_000_000).unwrap();
    let load = Load {
        context: 1024,
        batch: 1,
        prompt: 100,
    };
    let total = |batch| needs.memory(Load { batch, ..load }).total();
    for batch in [1, 7, 100] {
        assert_eq!(largest_batch(&needs, load, total(batch)), batch);
    }
    assert_eq!(largest_batch(&needs, load, total(1) - 1), 0);
    assert_eq!(largest_batch(&needs, load, u64::MAX), MAX_BATCH);
}
