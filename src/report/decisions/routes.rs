//! Routes as files for other programs: TOML for a router, YAML for Continue.

use serde::Serialize;

use crate::analysis::decide::over::Decisions;
use crate::analysis::decide::route::Route;
use crate::plan::Mode;

/// The routes as TOML: one table for each task type, and `default` for all
/// others.
///
/// # Errors
/// Whatever the writer says; no routes lead there.
pub fn toml(decisions: &Decisions, routes: &[Route]) -> Result<String, toml::ser::Error> {
    #[derive(Serialize)]
    struct File<'a> {
        runs: &'a [String],
        margin: f64,
        confidence: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        worth: Option<String>,
        default: Option<Entry<'a>>,
        routes: indexmap::IndexMap<&'a str, Entry<'a>>,
    }
    #[derive(Serialize)]
    struct Entry<'a> {
        model: &'a str,
        mode: Mode,
        #[serde(skip_serializing_if = "Option::is_none")]
        budget: Option<u32>,
        why: &'static str,
    }
    let mut typed = indexmap::IndexMap::new();
    let mut default = None;
    for route in routes {
        let entry = Entry {
            model: &route.model,
            mode: route.mode,
            budget: route.budget,
            why: route.basis.words(),
        };
        match &route.task_type {
            Some(task_type) => {
                typed.insert(task_type.as_str(), entry);
            }
            None => default = Some(entry),
        }
    }
    let options = decisions.options;
    let text = toml::to_string(&File {
        runs: &decisions.runs,
        margin: options.margin,
        confidence: options.confidence.share(),
        worth: options.worth.map(|worth| worth.to_string()),
        default,
        routes: typed,
    })?;
    Ok(format!(
        "# Which model, mode and thinking budget each task type goes to: made by `overthink decide`.\n\
         # No budget lets the model end its thinking by itself.\n{text}"
    ))
}

/// What a role of Continue is for, as task types.
const ROLES: [(&str, &[&str]); 3] = [
    ("autocomplete", &["autocomplete"]),
    ("edit", &["code", "debug", "format"]),
    ("apply", &["format", "code"]),
];

/// A `config.yaml` for Continue (docs.continue.dev/reference): one model entry
/// for each model, mode and budget that a route leads to. The role `chat` goes
/// to the route for all task types; `autocomplete`, `edit` and `apply` go to
/// the route of the first task type that was measured and is close to them.
/// The models are expected behind an OpenAI-compatible server at `api_base`.
pub fn continue_yaml(routes: &[Route], api_base: &str) -> String {
    let mut entries: indexmap::IndexMap<(&str, Mode, Option<u32>), Entry<'_>> =
        indexmap::IndexMap::new();
    for route in routes {
        let key = (route.model.as_str(), route.mode, route.budget);
        let entry = entries.entry(key).or_default();
        entry
            .task_types
            .push(route.task_type.as_deref().unwrap_or("all others"));
        entry.roles.extend(roles(route, routes));
    }
    let mut text = String::from(
        "# Made by `overthink decide`; see docs.continue.dev/reference for the form.\n\
         name: Overthink routes\nversion: 1.0.0\nschema: v1\nmodels:\n",
    );
    for ((model, mode, budget), entry) in &entries {
        text.push_str(&format!("  # {}\n", entry.task_types.join(", ")));
        let limit = budget.map_or_else(String::new, |b| format!(", {b} tokens"));
        text.push_str(&format!(
            "  - name: {}\n",
            quoted(&format!("{model} ({mode}{limit})"))
        ));
        text.push_str("    provider: openai\n");
        text.push_str(&format!("    model: {}\n", quoted(model)));
        text.push_str(&format!("    apiBase: {}\n", quoted(api_base)));
        if !entry.roles.is_empty() {
            text.push_str(&format!("    roles: [{}]\n", entry.roles.join(", ")));
        }
        text.push_str("    defaultCompletionOptions:\n");
        text.push_str(&format!("      reasoning: {}\n", *mode == Mode::Reasoning));
        if let Some(budget) = budget {
            text.push_str(&format!("      reasoningBudgetTokens: {budget}\n"));
        }
    }
    text
}

#[derive(Default)]
struct Entry<'a> {
    task_types: Vec<&'a str>,
    roles: Vec<&'static str>,
}

/// The roles that a route takes.
fn roles(route: &Route, routes: &[Route]) -> Vec<&'static str> {
    let Some(task_type) = route.task_type.as_deref() else {
        // What no task type stands for goes to the route for all of them.
        let missing = ROLES
            .iter()
            .filter(|(_, types)| first(types, routes).is_none());
        return std::iter::once("chat")
            .chain(missing.map(|(role, _)| *role))
            .collect();
    };
    let ours = ROLES
        .iter()
        .filter(|(_, types)| first(types, routes) == Some(task_type));
    ours.map(|(role, _)| *role).collect()
}

/// The first of the task types that has a route.
fn first<'a>(types: &[&'a str], routes: &[Route]) -> Option<&'a str> {
    let known = |name: &&str| routes.iter().any(|r| r.task_type.as_deref() == Some(*name));
    types.iter().copied().find(known)
}

/// A YAML text in double quotes.
fn quoted(text: &str) -> String {
    // JSON's texts are YAML's.
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::decide::route::Basis;

    fn route(task_type: Option<&str>, model: &str, mode: Mode, budget: Option<u32>) -> Route {
        Route {
            task_type: task_type.map(str::to_owned),
            model: model.to_owned(),
            mode,
            budget,
            basis: Basis::Better,
        }
    }

    #[test]
    fn every_role_goes_somewhere_once() {
        let routes = [
            route(Some("code"), "slow", Mode::Reasoning, Some(64)),
            route(Some("lookup"), "quick", Mode::Instruct, None),
            route(None, "slow", Mode::Reasoning, None),
        ];
        insta::assert_snapshot!(continue_yaml(&routes, "http://localhost:8000/v1"), @r#"
        # Made by `overthink decide`; see docs.continue.dev/reference for the form.
        name: Overthink routes
        version: 1.0.0
        schema: v1
        models:
          # code
          - name: "slow (reasoning, 64 tokens)"
            provider: openai
            model: "slow"
            apiBase: "http://localhost:8000/v1"
            roles: [edit, apply]
            defaultCompletionOptions:
              reasoning: true
              reasoningBudgetTokens: 64
          # lookup
          - name: "quick (instruct)"
            provider: openai
            model: "quick"
            apiBase: "http://localhost:8000/v1"
            defaultCompletionOptions:
              reasoning: false
          # all others
          - name: "slow (reasoning)"
            provider: openai
            model: "slow"
            apiBase: "http://localhost:8000/v1"
            roles: [chat, autocomplete]
            defaultCompletionOptions:
              reasoning: true
        "#);
    }
}
