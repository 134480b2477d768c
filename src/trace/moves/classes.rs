//! Sets of words that several rules share.

/// A name, and the pattern that it stands for. A class may use those before it.
pub(super) const CLASSES: &[(&str, &str)] = &[
    ("hedge", r"(?:maybe|perhaps|possibly)"),
    // What a plan to do something else is called.
    (
        "way",
        r"(?:ways?|approach(?:es)?|methods?|angles?|strateg(?:y|ies)|techniques?|routes?|tack|tactic|perspective|interpretations?|reading|ideas?|thought|possibilit(?:y|ies)|options?|explanation|path|trick|viewpoint|line of (?:thought|attack|reasoning)|way of thinking)",
    ),
    (
        "other",
        r"(?:an?other|different|an? different|an? alternat(?:iv)?e|alternat(?:iv)?e|other|some other|an? new|new)",
    ),
    (
        "lets",
        r"(?:let me|let us|let's|lets|i'll|i will|i should|i need to|i want to|i'd better|i can|i could|we can|we could|we should|we need to|we must|we have to|i must|i have to)",
    ),
    // The writer owns up to a slip, without saying that it is one.
    (
        "slip",
        r"(?:i|we)(?:'m|'ve| am| have| may| might| must| could)?(?: have| be| just| still| really| simply)*(?: been)? (?:made|making|mis\w+|mess(?:ed|ing)|mix(?:ed|ing)|over\w+|got (?:this|that|it|the|them|something) ?\w* ?(?:wrong|backwards?|mixed|reversed)|getting|confus\w+|wrong|forgot\w*|missed|missing|wrote|counted wrong)",
    ),
    // Who set the task, and what it is called.
    (
        "task",
        r"(?:(?:the|this|that|your|their|its|user's|original|given|whole|actual|exact|initial) )*(?:problem|question|puzzle|riddle|user|prompt|task|message|scenario|statement|exercise|text|wording|description|query|premise)(?:'s (?:question|statement|message|query|wording|problem|riddle|prompt))?(?: statement)?",
    ),
    // A line of thought is given up, or puzzles.
    (
        "dead",
        r"(?:(?:n't|\bnot|\bnever|\bno|\bwithout) (?:\w+ )?(?:\w+ )?(?:help(?:ful|s)?|work(?:s|ing)?|possible|useful|fit(?:ting|s)?|right|correct|consistent|sure|enough|matter|quite|clear|make (?:any )?(?:sense|it)|satisfy\w*|good|allowed|valid|lead\w*|likely|growth|mention\w*|specif\w+|unless|better|related|directly|convinc\w*|the (?:case|same)|two|have|say|common|issue)|contradict\w*|impossible|\bstuck\b|confus\w+|complicat\w+|\bhmm+\b|\bno[.,]|mistake\b|\bwrong\b|incorrect|less likely|unclear|problematic|\bbad\b|ambiguous|unsatisf\w+|\bunsafe|inconsistent|\bi doubt|too (?:simple|straightforward|easy)|back to square)",
    ),
    // A supposition, for which others may follow.
    (
        "guess",
        r"^\W*(?:(?:wait|but|so|or|hmm|and|like|then),? ?)*(?:alternatively|maybe|perhaps|possibly|what if|another|suppose)\b",
    ),
    // What programs are about: there, "maybe" plans and does not guess.
    (
        "program",
        r"(?:`|\b(?:helper methods?|functions?|strings?|arrays?|input|inputs|code|class|parameters?|loops?|variables?|libraries|library|edge cases?|user input|data types?|output|implement\w*|exceptions?|validation|comments?|the data|csv|columns?|performance)\b)",
    ),
    // --- Chinese, both scripts: what differs is in brackets.
    // A plan in the first person, and how it is done.
    (
        "zh-must",
        r"(?:需要|需|得|要|必[须須]|最好|不妨|[还還]是|有必要|能)",
    ),
    (
        "zh-care",
        r"(?:(?:仔[细細]|[认認]真|快速|[简簡][单單]|逐[步一项項]|一步步|[从從][头頭]|好好|手[动動]|小心|[进進]一步|重新|再次?)地?)",
    ),
    // What a check is called.
    (
        "zh-check",
        r"(?:[检檢]查|验证|驗證|核[对對]|[验驗]算|检验|檢驗|核[实實]|确认|確認|[复複覆]查|[复複覆]核)",
    ),
    // What was said before.
    (
        "zh-earlier",
        r"(?:[刚剛]才|[刚剛][刚剛]|前面|之前|上面|先前|上述|上一步|前一步|一[开開]始|原先|此前)",
    ),
    // A slip.
    (
        "zh-slip",
        r"(?:(?:弄|搞|[计計]算|算|看|理解|想|[写寫]|[记記]|[读讀]|[数數]|代|抄|推|判[断斷]|猜|用|[选選]|填|[说說]|[设設]|加|[减減]|乘|除|列|解)[错錯]|(?:弄|搞|[记記]|[写寫]|[说說]|想|看)反|(?:弄|搞|[记記]|想|算)混|漏(?:掉|算|看|[数數]|[写寫])|[多少]算|算(?:漏|重|多|少)|看漏|想(?:岔|偏)|(?:弄|搞)颠倒)",
    ),
    // A slip of the writer, thought possible.
    (
        "zh-mine",
        r"(?:我[^，。]{0,8}(?:[错錯漏]|反了|忽略|[误誤]解|[误誤][读讀]|[误誤][会會]|混淆|想多|想太多|想[复複復][杂雜]|[钻鑽]牛角尖|[过過]度))",
    ),
    // What a plan to do something else is called.
    (
        "zh-way",
        r"(?:思路|方法|角度|[办辦]法|做法|解法|方式|[写寫]法|想法|理解|解[释釋]|方案|途[径徑]|[视視]角|路[径徑]|路子|思[维維]|策略|手段|切入[点點]|[实實][现現])",
    ),
    // What programs and their users do, which is not gone over again.
    (
        "zh-program",
        r"(?:用[户戶]|密[码碼]|身份|[邮郵]箱|表[单單]|[订訂][单單]|[网網][络絡]|日志|配置|[权權]限|版本|[驱驅][动動]|安[装裝]|[设設][备備]|[余餘][额額]|文件|[输輸]入|字符串|[数數][组組]|列表|[参參][数數]|登[录錄]|[数數][据據][库庫]|接口|按[钮鈕]|[弹彈]窗|服[务務]器|您|你的|[顾顧]客|客[户戶])",
    ),
];

/// `pattern` with its classes in place, `'` for either apostrophe, and word
/// ends judged by ASCII alone, which keeps the automata fast.
pub(super) fn expand(pattern: &str) -> String {
    let mut expanded = pattern.to_owned();
    for (name, class) in CLASSES.iter().rev() {
        expanded = expanded.replace(&format!("<{name}>"), class);
    }
    expanded
        .replace('\'', "(?:'|’)")
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\w", "[a-z0-9]")
        .replace(r"\W", "[^a-z0-9]")
        .replace(r"\d", "[0-9]")
}
