//! Chinese numbers, also mixed with digits: 一百二十, 12.5万, 三分之二, 百分之五.

use crate::check::math::rational::Rational;

/// Most letters of a number.
const MOST: usize = 60;

/// The number at the start of the text, if it has a Chinese letter in it.
pub(super) fn leading(text: &str) -> Option<(Rational, usize)> {
    // Most texts are no Chinese ones.
    let is_chinese =
        |c: char| digit(c).is_some() || scale(c).is_some() || matches!(c, '负' | '負' | '半');
    let start = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if !start.trim_start_matches(' ').starts_with(is_chinese) && !start.starts_with('分') {
        return None;
    }
    let mut reader = Reader { rest: text };
    let value = reader.signed()?;
    let used = text.len() - reader.rest.len();
    let is_only_digits = text
        .get(..used)?
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    (!is_only_digits).then_some((value, used))
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    rest: &'a str,
}

/// A number as far as it is read.
struct Sum {
    total: Rational,
    /// Below the last 万 or 亿.
    section: Rational,
    /// Digits whose scale has not come yet.
    last: Option<Rational>,
    smallest: u64,
    /// The scale right before, without a zero between.
    before: u64,
}

impl Sum {
    fn new() -> Self {
        Self {
            total: Rational::integer(0),
            section: Rational::integer(0),
            last: None,
            smallest: u64::MAX,
            before: 1,
        }
    }

    fn has_scale(&self) -> bool {
        self.smallest < u64::MAX || !self.total.is_zero()
    }

    /// Takes a scale; false where it does not fit.
    fn scale(&mut self, c: u64) -> Option<bool> {
        let fits = if c < 10_000 {
            self.small_scale(c)?
        } else {
            self.large_scale(c)?
        };
        if fits {
            self.before = c;
        }
        Some(fits)
    }

    fn small_scale(&mut self, c: u64) -> Option<bool> {
        // 十 at the start is 10.
        let ten = self.last.is_none() && c == 10 && self.smallest > 10;
        if !(ten || self.last.is_some()) || c >= self.smallest {
            return Some(false);
        }
        let digit = self.last.take().unwrap_or(Rational::integer(1));
        self.section = self.section.plus(&digit.times(&Rational::integer(c))?)?;
        self.smallest = c;
        Some(true)
    }

    fn large_scale(&mut self, c: u64) -> Option<bool> {
        let zero = Rational::integer(0);
        self.section = self
            .section
            .plus(&self.last.take().unwrap_or(zero.clone()))?;
        if self.section.is_zero() && (c == 10_000 || self.total.is_zero()) {
            return Some(false);
        }
        // 万亿 multiplies all that stands before.
        self.total = if c == 100_000_000 {
            self.total
                .plus(&self.section)?
                .times(&Rational::integer(c))?
        } else {
            let section = self.section.times(&Rational::integer(c))?;
            self.total.plus(&section)?
        };
        self.section = zero;
        self.smallest = u64::MAX;
        Some(true)
    }

    /// 两千五 is 2,500; 两千零五 is 2,005.
    fn finished(mut self) -> Option<Rational> {
        let digit = self.last.take().unwrap_or(Rational::integer(0));
        let is_short = self.before >= 100 && digit.is_less(&Rational::integer(10));
        let place = if is_short { self.before / 10 } else { 1 };
        let section = self
            .section
            .plus(&digit.times(&Rational::integer(place))?)?;
        self.total.plus(&section)
    }
}

impl<'a> Reader<'a> {
    fn eat(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn signed(&mut self) -> Option<Rational> {
        let is_negative = self.eat("负") || self.eat("負");
        let value = self.value()?;
        Some(if is_negative { value.negated() } else { value })
    }

    fn value(&mut self) -> Option<Rational> {
        if self.eat("一半") || self.eat("半") {
            return Rational::new(1.into(), 2.into());
        }
        for (name, below) in [("百分之", 100), ("千分之", 1000), ("万分之", 10_000)] {
            if self.eat(name) {
                if below == 100 && self.eat("百") {
                    return Some(Rational::integer(1));
                }
                return self.number()?.over(&Rational::integer(below));
            }
        }
        let number = self.number()?;
        if let Some((value, after)) = self.fraction(&number) {
            self.rest = after;
            return Some(value);
        }
        let mut after = *self;
        if after.eat("又")
            && let Some(below) = after.number()
            && let Some((part, rest)) = after.fraction(&below)
        {
            self.rest = rest;
            return number.plus(&part);
        }
        Some(number)
    }

    /// Behind the denominator: 分之 and the numerator.
    fn fraction(&self, below: &Rational) -> Option<(Rational, &'a str)> {
        let mut after = Reader { rest: self.rest };
        if !after.eat("分之") {
            return None;
        }
        let value = after.number()?.over(below)?;
        let used = self.rest.len() - after.rest.len();
        Some((value, self.rest.get(used..)?))
    }

    /// A number without a sign: integer, decimals, scale.
    fn number(&mut self) -> Option<Rational> {
        let mut sum = Sum::new();
        let mut count = 0;
        while count < MOST {
            count += 1;
            let goes_on = match self.rest.chars().next().and_then(scale_of(self.rest)) {
                Some(c) => {
                    let fits = sum.scale(c)?;
                    if fits {
                        self.advance();
                    }
                    fits
                }
                None => sum.last.is_none() && self.add_digits(&mut sum),
            };
            if !goes_on {
                break;
            }
        }
        if count == 1 {
            return None;
        }
        sum.finished()
    }

    /// Takes the digits that stand here; false if there are none.
    fn add_digits(&mut self, sum: &mut Sum) -> bool {
        let is_after_scale = sum.has_scale();
        // 一百〇五
        if is_after_scale && self.rest.starts_with(['零', '〇']) {
            let mut after = *self;
            after.advance();
            if !after.rest.starts_with(|c| digit(c).is_some_and(|n| n > 0)) {
                return false;
            }
            self.advance();
            sum.before = 1;
        }
        sum.last = self.digits(is_after_scale);
        sum.last.is_some()
    }

    fn advance(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }

    /// One Chinese digit or several (二〇二四), with decimals (二点五), or
    /// Western digits. Behind a scale there is one digit only.
    fn digits(&mut self, is_single: bool) -> Option<Rational> {
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            let belongs = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
            let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
            let (text, after) = self.rest.split_at_checked(end)?;
            let mut groups = text.split('.').next()?.split(',').skip(1);
            if text.len() > MOST || !groups.all(|group| group.len() == 3) {
                return None;
            }
            self.rest = after.trim_start_matches(' ');
            return Rational::parse(&text.replace(',', ""));
        }
        let mut text = String::new();
        while let Some(n) = self.rest.chars().next().and_then(digit) {
            // 三两 is a weight.
            let is_weight = !text.is_empty() && self.rest.starts_with(['两', '兩']);
            if is_weight || text.len() > MOST || is_single && !text.is_empty() {
                break;
            }
            text.push(char::from_digit(n, 10)?);
            self.advance();
        }
        let mut after = *self;
        if !text.is_empty() && (after.eat("点") || after.eat("點")) {
            let mut decimals = String::new();
            while let Some(n) = after.rest.chars().next().and_then(digit) {
                if decimals.len() > MOST {
                    return None;
                }
                decimals.push(char::from_digit(n, 10)?);
                after.advance();
            }
            if !decimals.is_empty() {
                self.rest = after.rest;
                text = format!("{text}.{decimals}");
            }
        }
        Rational::parse(&text)
    }
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '兩' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn scale(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// The scale at the start, unless it is the prefix of a unit: 千克, 百帕.
fn scale_of(rest: &str) -> impl Fn(char) -> Option<u64> + '_ {
    |c| {
        let mut after = rest.chars();
        after.next();
        let next = after.as_str();
        let is_prefix = matches!(c, '千' | '百')
            && next.starts_with([
                '克', '米', '瓦', '卡', '焦', '帕', '赫', '伏', '牛', '升', '字',
            ]);
        scale(c).filter(|_| !is_prefix)
    }
}
