//! Checks, doubts and withdrawals in Chinese of both scripts: what differs is in brackets.

use crate::trace::MoveKind::{Backtrack, Hesitate, Verify};
use crate::trace::moves::rule::Place::Clause;
use crate::trace::moves::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(Backtrack, "zh-wrong", r"不[对對](?:[，,。！!、；\s]|$)")
        .at(Clause)
        .why(
            "“不对” alone refuses what was said; in “不对称” it is part of a word.",
            &["等等，不对，应该是5。", "不對，應該是5。"],
            &["这是不对称的。"],
        ),
    Rule::new(Backtrack, "zh-no-that-is", r"(?:[这這那]|[这這][样樣里裡个個]|[这這]一?步|[结結]果)(?:[显顯]然|好像|似乎|是|就|都|其[实實])*(?:不[对對]|不正[确確]|[错錯]了|[错錯]的|[错錯][误誤]的|有[误誤])")
        .at(Clause)
        .unless(r"[？?]|[吗嗎]|不[对對][劲勁称稱]")
        .why(
            "A result is judged wrong.",
            &["这不对，重来。", "這樣是錯的。"],
            &["这不对吗？", "这里好像不对劲。"],
        ),
    Rule::new(Backtrack, "zh-made-a-mistake", r"(?:[刚剛]才|前面|之前|上面|先前|原[来來]|其[实實])?(?:是)?我?(?:的[^，。！？,]{0,8})?(?:弄|搞|算|看|想|理解|[写寫]|[记記][错錯]?|漏|[读讀]|[数數]|代)?(?:[错錯]了|混了|反了|漏了)")
        .at(Clause)
        .unless(r"是不是|有[没沒]有|[难難]道|[吗嗎]|[？?]|可能")
        .why(
            "The writer owns up.",
            &["我算错了，应该是8。", "我看錯了。"],
            &["是不是我算错了？"],
        ),
    Rule::new(Backtrack, "zh-earlier-was-wrong", r"(?:[刚剛]才|前面|之前|上面|先前|我)的?[^，。！？,]{0,12}(?:有[误誤]|有[问問][题題]|不[对對]|不成立|[错錯]了|是[错錯]的|站不住[脚腳])")
        .at(Clause)
        .unless(r"是不是|有[没沒]有|[难難]道|[吗嗎]|[？?]|可能|[对對]不[对對]|[确確]定|不[对對][劲勁称稱]")
        .why(
            "An earlier step is judged wrong.",
            &["刚才的计算有误。", "前面的推導不成立。"],
            &["刚才的计算有误吗？"],
        ),
    Rule::new(Backtrack, "zh-correction", r"(?:更正|[纠糾]正一下|修正一下|收回|[应應][该該]是[^，。,]{1,12}而不是)")
        .at(Clause)
        .why(
            "Set phrases of correction.",
            &["更正：答案是8。", "應該是八而不是7。"],
            &["他更正了拼写。"],
        ),
    Rule::new(Verify, "zh-check", r"(?:[检檢]查|[验驗][证證]|核[对對]|[验驗]算|[检檢][验驗]|核[实實]|[确確][认認]|复查|複查|[检檢][测測]|[复複]核|[审審][视視]|[计計]算|算|[读讀]|[审審])(?:一下|一遍|一次|一[边邊]|下|[这這][个個]?(?:[结結]果|答案|[结結][论論])|上述|[题題]目?)")
        .at(Clause)
        .unless(r"^(?:[计計]算|算|[读讀])(?:一下|下|上述|[这這])|用[户戶]|[读讀]者")
        .why(
            "A check is made: the verb with 一下, 一遍 or the result it is made on.",
            &["让我检查一下。", "我們來驗證一下：3+4=7。"],
            &["用户需要确认订单。", "首先检查输入是否合法。"],
        ),
    Rule::new(Verify, "zh-check-again", r"(?:重新|再|再次|回[头頭]|重)(?:仔[细細])?(?:[检檢]查|[验驗][证證]|核[对對]|[验驗]算|[检檢][验驗]|[审審][视視]|[审審][题題]|[计計]算|算|[读讀]|看|[数數]|推[导導]|[确確][认認])")
        .at(Clause)
        .why(
            "Something is looked at a second time.",
            &["再算一遍：3+4=7。", "重新檢查：3+4=7。"],
            &["算一下：3+4=7。"],
        ),
    Rule::new(Verify, "zh-anything-missed", r"(?:[检檢]查|看看|看)(?:是否|有[没沒]有|是不是)(?:有)?(?:[遗遺]漏|漏|[错錯]|其他|[问問][题題])")
        .at(Clause)
        .why(
            "The work is searched for gaps.",
            &["检查有没有遗漏。", "看看是否有錯。"],
            &["检查一台机器。"],
        ),
    Rule::new(Verify, "zh-check-colon", r"(?:[检檢]查|[验驗][证證]|[验驗]算|[检檢][验驗]|代入[检檢][验驗]|代入[验驗][证證])(?:[：:，,。]|$)")
        .at(Clause)
        .why(
            "A heading over a check.",
            &["验算：3+4=7。", "檢驗：3+4=7。"],
            &["验算很重要吗？"],
        ),
    Rule::new(Verify, "zh-think-carefully", r"(?:仔[细細]|再仔[细細]|再好好|[冷静靜])+(?:地)?(?:想想|想一想|想|看看|看|分析|考[虑慮]|[读讀])")
        .at(Clause)
        .why(
            "Care after a reading was obtained.",
            &["但再仔细想想，他没有来。", "仔細看看，少了一個。"],
            &["他想想就走了。"],
        ),
    Rule::new(Verify, "zh-is-that-right", r"(?:[这這]|[这這][样樣]|[这這][个個]?(?:答案|[结結]果|[结結][论論]))(?:[对對]|正[确確]|合理|成立)[吗嗎][？?]")
        .at(Clause)
        .why(
            "A result is questioned and looked at.",
            &["这样对吗？代一下。", "這個答案正確嗎？"],
            &["你对吗？"],
        ),
    Rule::new(Verify, "zh-substitute", r"(?:代入|代回|[带帶]入|[带帶]回)(?:原|[题題]|[检檢]|[验驗]|上|去)")
        .at(Clause)
        .why(
            "A value is put back into the task.",
            &["代入原方程，左边是7。", "帶回題目，兩邊相等。"],
            &["他代入了自己。"],
        ),
    Rule::new(Verify, "zh-to-be-safe", r"(?:[为為]了)?(?:保[险險]起[见見]|[稳穩]妥起[见見]|[谨謹]慎起[见見]|以防[万萬]一|[为為]了?[确確]保(?:正[确確]|[没沒]有|[无無][误誤]|答案))")
        .at(Clause)
        .why(
            "The purpose of what follows is certainty.",
            &["保险起见，换算一遍。", "為了確保正確，代入看。"],
            &["他买了保险。"],
        ),
    Rule::new(Hesitate, "zh-not-sure", r"(?:我)?(?:[还還]|也|有[点點]|[仍还還]然?|[真实實]在)*(?:(?:不太?|不是很|[并並]不)(?:[确確]定|清楚|明白)|[拿说說]不[准準]|困惑|糊[涂塗]|迷惑|卡住|[晕暈]|想不[通明]|搞不[懂清])")
        .at(Clause)
        .unless(r"用[户戶]|不[确確]定[性的]|[读讀]者|[对對]方")
        .why(
            "Doubt in the first person.",
            &["我不太确定。", "有點困惑，為什麼是7？"],
            &["不确定性原理。", "用户不确定，所以要说明。"],
        ),
    Rule::new(Hesitate, "zh-odd", r"(?:[这這那]|[这這那][里裡样樣个個]?|好像|似乎|感[觉覺]|[总總][觉覺]得|怎[么麼])(?:好像|似乎|有[点點]|有些|很|真的?|太|[还還]是|[总總][觉覺]得|看起[来來]|是不是)*(?:奇怪|矛盾|不合理|[说說]不通|不[对對][劲勁]|哪[里裡]不[对對]|[复複][杂雜]了?|混[乱亂]|[绕繞]|[简簡][单單]了|怪怪|不太[对對]|[乱亂])")
        .at(Clause)
        .why(
            "What was found is called odd.",
            &["这有点奇怪。", "好像哪裡不對。"],
            &["奇怪的人很多。"],
        ),
    Rule::new(Hesitate, "zh-maybe-my-slip", r"(?:是不是|[会會]不[会會]|[难難]道|也[许許]|可能|或[许許])(?:是)?我?(?:哪[里裡]|有[什甚][么麼]地方)?[^，。]{0,4}(?:弄[错錯]|搞[错錯]|算[错錯]|看[错錯]|理解[错錯]|想[错錯]|漏|忽略|[错錯][过過]|出[错錯]|[错錯]了|想多了|想[复複][杂雜])")
        .at(Clause)
        .why(
            "A slip of one's own is thought possible.",
            &["是不是我哪里弄错了？", "難道是我理解錯了？"],
            &["他弄错了。"],
        ),
    Rule::new(Hesitate, "zh-how-can-that-be", r"(?:怎[么麼]可能|怎[么麼][会會]|怎[么麼]回事|[为為][什甚][么麼][会會][这這][样樣]|[这這]是[为為][什甚][么麼])")
        .at(Clause)
        .why(
            "A result is not believed.",
            &["怎么可能？", "為什麼會這樣？"],
            &["他怎么来？"],
        ),
    Rule::new(Hesitate, "zh-think-again", r"(?:[让讓]我)?(?:再|好好)(?:想想|想一想|想一下|思考一下|考[虑慮]一下)")
        .at(Clause)
        .weak()
        .why(
            "A pause to think, with nothing drawn from it.",
            &["再想想。", "讓我再想一想。"],
            &["他想一想就走。"],
        ),
    Rule::new(Hesitate, "zh-wait", r"(?:等等|等一下|等[会會]|慢着|且慢)(?:[，,。！!…—]|$)")
        .weak()
        .head(r"^(?:[不但可是然而过過嗯，、 ]|可是)*$")
        .why(
            "A stop; after a list 等等 says “and so on”.",
            &["等等，这里有十个。", "等一下，少了一個。"],
            &["苹果、梨等等。"],
        ),
    Rule::new(Hesitate, "zh-hmm", r"(?:嗯|呃|唔|[额額])+(?:[…。]|\.\.)")
        .weak()
        .why(
            "A pause.",
            &["嗯……这里有十个。"],
            &["嗯，好。"],
        ),
];
