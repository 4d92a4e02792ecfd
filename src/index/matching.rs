//! Which words of a passage answer the words of a query, by the numbers of the words alone. Pure. The
//! index asks with the positions that it keeps, the text with the words that are read in it.

/// The places where the slots of a query are filled: for every slot, the numbers of the words that
/// fill it, ascending. Each answer lists the words of one place, ascending.
pub fn places(slots: &[Vec<u32>], near: Option<usize>) -> Vec<Vec<u32>> {
    match (slots, near) {
        ([], _) => Vec::new(),
        ([one], _) => one.iter().map(|word| vec![*word]).collect(),
        (_, None) => one_after_the_other(slots),
        (_, Some(between)) => near_each_other(slots, between),
    }
}

fn one_after_the_other(slots: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let fits = |first: u32| {
        (0..)
            .zip(slots)
            .all(|(at, words)| words.binary_search(&(first + at)).is_ok())
    };
    let places = slots[0].iter().filter(|first| fits(**first));
    places
        .map(|first| (0..).zip(slots).map(|(at, _)| first + at).collect())
        .collect()
}

/// Shortest stretches that hold a word of its own for every slot, with at most `between` words that
/// are none of them. Stretches do not overlap: the first one counts.
fn near_each_other(slots: &[Vec<u32>], between: usize) -> Vec<Vec<u32>> {
    let mut all: Vec<u32> = slots.concat();
    all.sort_unstable();
    all.dedup();
    let longest = between.saturating_add(slots.len());
    let mut places: Vec<Vec<u32>> = Vec::new();
    let mut from = 0;
    while let Some(first) = all.get(from).copied() {
        let end = all.partition_point(|word| ((word - first.min(*word)) as usize) < longest);
        let Some(mut place) = assigned(slots, &all[from..end]) else {
            from += 1;
            continue;
        };
        let last = place.last().copied().unwrap_or(first);
        let end = all.partition_point(|word| *word <= last);
        // A later start that ends at the same word is the shorter stretch.
        for start in from + 1..end {
            match assigned(slots, &all[start..end]) {
                Some(shorter) => place = shorter,
                None => break,
            }
        }
        places.push(place);
        from = end;
    }
    places
}

/// A word of its own for every slot out of `stretch`; the earliest ones that will do.
fn assigned(slots: &[Vec<u32>], stretch: &[u32]) -> Option<Vec<u32>> {
    for end in slots.len()..=stretch.len() {
        let mut taken: Vec<Option<usize>> = vec![None; end];
        let all = (0..slots.len()).all(|slot| {
            let mut seen = vec![false; end];
            assign(slot, slots, &stretch[..end], &mut taken, &mut seen)
        });
        if all {
            let place = stretch[..end].iter().zip(&taken);
            return Some(
                place
                    .filter(|(_, slot)| slot.is_some())
                    .map(|(word, _)| *word)
                    .collect(),
            );
        }
    }
    None
}

/// One step of matching slots to words (Kuhn 1955, augmenting paths).
fn assign(
    slot: usize,
    slots: &[Vec<u32>],
    stretch: &[u32],
    taken: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for (at, word) in stretch.iter().enumerate() {
        if seen[at] || slots[slot].binary_search(word).is_err() {
            continue;
        }
        seen[at] = true;
        let free = match taken[at] {
            None => true,
            Some(other) => assign(other, slots, stretch, taken, seen),
        };
        if free {
            taken[at] = Some(slot);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_one_word_after_the_other() {
        let slots = [vec![0, 4, 9], vec![1, 6, 10], vec![2, 11]];
        assert_eq!(places(&slots, None), [vec![0, 1, 2], vec![9, 10, 11]]);
        assert_eq!(places(&[vec![3, 5]], None), [vec![3], vec![5]]);
    }

    #[test]
    fn near_words_stand_in_any_order_and_each_fills_one_slot() {
        assert_eq!(places(&[vec![7], vec![4]], Some(2)), [vec![4, 7]]);
        assert!(places(&[vec![7], vec![3]], Some(2)).is_empty());
        // One word cannot fill two slots.
        assert!(places(&[vec![5], vec![5]], Some(3)).is_empty());
        assert_eq!(places(&[vec![5, 6], vec![5, 6]], Some(3)), [vec![5, 6]]);
        assert_eq!(places(&[vec![0, 4], vec![5]], Some(9)), [vec![4, 5]]);
    }
}
