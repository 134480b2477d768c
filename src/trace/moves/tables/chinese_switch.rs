//! Another approach or candidate, in Chinese of both scripts: what differs is in brackets.

use crate::trace::MoveKind::Switch;
use crate::trace::moves::rule::Place::Clause;
use crate::trace::moves::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(Switch, "zh-change-approach", r"[换換](?:一)?(?:[个個]|[种種]|[条條])?(?:思路|方法|角度|方式|[办辦]法|做法|策略|方向|路子|解法|想法|思[维維]|理解|假[设設]|[说說]法[来來]想)")
        .at(Clause)
        .announces()
        .why(
            "Another approach is announced with 换; 换句话说 only says the same again.",
            &["换个思路：设y为边长。", "讓我換一種方法。"],
            &["换句话说，x=3。", "他换了一种方法做菜。"],
        ),
    Rule::new(Switch, "zh-another-way", r"(?:[还還]有)?(?:另外?|[别別]的?|其他|其它)的?(?:一)?(?:[个個]|[种種]|[条條])?(?:更[^，。]{1,4}的)?(?:思路|方法|角度|[办辦]法|做法|解法|可能|想法|理解|解[释釋]|方案|途[径徑]|[视視]角|路[径徑]|[选選][择擇]|假[设設]|解[读讀])")
        .at(Clause)
        .unless(r"^另一方面|[没沒]有其")
        .why(
            "Another way or possibility opens a clause.",
            &["另一种可能是题目有误。", "另一個角度：先看個位。"],
            &["另一方面，他很忙。"],
        ),
    Rule::new(Switch, "zh-still-another", r"[还還](?:有|存在)(?:另)?(?:外)?(?:一)?[种種个個](?:可能|方法|思路|解法|理解|解[释釋]|角度|想法)")
        .at(Clause)
        .why(
            "A further way is said to exist.",
            &["还有一种解法：用向量。", "還有一種可能：他沒來。"],
            &["还有一个人没来。"],
        ),
    Rule::new(Switch, "zh-from-another-angle", r"(?:[从從]|用)(?:另|[别別]|其他|不同|反)[^，。,]{0,8}(?:角度|方向|方面|思路|方法|方式|[视視]角)")
        .at(Clause)
        .announces()
        .why(
            "The same thing from another side.",
            &["从另一个角度来看，这是偶数。", "從另一方向想，他沒來。"],
            &["从这里走。"],
        ),
    Rule::new(Switch, "zh-try-other", r"(?:改用|改成用|[转轉]而|反[过過][来來](?:想|考[虑慮]|看|思考|推)|反[过過][来來]，|倒[过過][来來]|退一步(?:想|[说說]|[讲講])|[试試][试試](?:[别別]|其他|用|另|[换換]|看)|[试試]一下(?:[别別]|其他|用|另)|[尝嘗][试試](?:[别別]|其他|用|另|[换換]|一下|[从從]))")
        .at(Clause)
        .announces()
        .unless(r"退一步[说說讲講]")
        .why(
            "Another way is tried, or the matter turned round.",
            &["反过来想，如果是假的呢？", "改用代數方法。"],
            &["退一步说，这也可以。"],
        ),
    Rule::new(Switch, "zh-start-over", r"(?:重新|[从從][头頭])(?:思考|考[虑慮]|[来來][过過]?|[开開]始|整理|梳理|[设設]|建立|列|分析|想|理[一解])")
        .at(Clause)
        .announces()
        .why(
            "The work starts again.",
            &["重新考虑这个问题。", "從頭開始。"],
            &["他重新开张了。"],
        ),
    Rule::new(Switch, "zh-or-maybe", r"或者(?:[，,]|[说說]|是?不?是|我[们們]?|可以|也[许許]|也可|[应應][该該]|[这這]|[题題]|能不能|[还還]|直接|考[虑慮]|用|[从從]|先|把|[将將])")
        .head(r"^(?:[等不但然而，、 ]|等一下|可是|不[过過])*$")
        .why(
            "“或者” opens a sentence and puts up another option; within a sentence it lists.",
            &["或者，我们可以用归纳法。", "或者是題目有誤。"],
            &["三个或者四个。"],
        ),
    Rule::new(Switch, "zh-maybe", r"(?:也[许許]|或[许許]|[说說]不定|有[没沒]有可能|[会會]不[会會]|莫非|[难難]道(?:是|[说說])?|是不是可以)(?:[这這]|[题題]|答案|可以|[应應]|是|我[们們]|[问問]|要|能|[这這][里裡]|它|他|有|不)")
        .head(r"^(?:[等不但然而，、 嗯]|等一下|可是|不[过過]|但是)*$")
        .unless(r"^[^，。]{0,6}我[^，。]{0,6}[错錯漏]")
        .why(
            "A guess opens a sentence.",
            &["也许题目有别的意思。", "會不會是他說謊？"],
            &["他也许来。", "也许我算错了。"],
        ),
    Rule::new(Switch, "zh-back-to", r"(?:回到|退回到?|[还還]是(?:用|采用|採用|按照?|回到|考[虑慮]))(?:之前|原[来來]|最初|第一[种種个個]|前面|[刚剛]才|一[开開]始|[标標][准準]|常[规規]|[经經]典)的?")
        .at(Clause)
        .why(
            "The work returns to an earlier way.",
            &["回到第一种方法。", "還是用原來的解法。"],
            &["他回到家。"],
        ),
    Rule::new(Switch, "zh-but-in-reality", r"(?:但是?|不[过過]|然而)，?(?:等等|[现現][实實]中|[实實][际際]上)[，,！!]")
        .unless(r"不[对對]")
        .why(
            "Turning from the calculation to the situation, or stopping it.",
            &["但现实中，鸡蛋只有两个。", "但是，等等！題目說的是十個。"],
            &["他很忙，但不累。"],
        ),
];
