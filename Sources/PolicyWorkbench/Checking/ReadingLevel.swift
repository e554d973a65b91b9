/// How many years of school English words ask for, after Flesch and Kincaid.
///
/// Grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid, Fishburne, Rogers
/// and Chissom, 1975). Sentences end at `.`, `!`, `?` or at the end of the text. Syllables are the
/// groups of vowels of a word, without a silent `e` or `ed` at its end, at least one. Numbers and
/// sums of money count as one word of two syllables.
public enum ReadingLevel {
    /// The grade of a text; 0 if it has no words.
    public static func grade(of text: String) -> Double {
        let words = words(in: text)
        guard !words.isEmpty else { return 0 }
        let syllables = words.reduce(0) { $0 + Self.syllables(in: $1) }
        let count = Double(words.count)
        return 0.39 * count / Double(sentences(in: text)) + 11.8 * Double(syllables) / count - 15.59
    }

    /// The words of a text, with placeholders such as `{remedy}` taken as a word.
    static func words(in text: String) -> [Substring] {
        text.split { !($0.isLetter || $0.isNumber || "'’{}$%".contains($0)) }
            .filter { $0.contains { $0.isLetter || $0.isNumber } }
    }

    static func sentences(in text: String) -> Int {
        var count = 0
        var isInside = false
        let letters = Array(text)
        for (index, letter) in letters.enumerated() {
            if letter.isLetter || letter.isNumber { isInside = true }
            let isLast = index + 1 == letters.count || letters[index + 1].isWhitespace
            if isInside, isLast, ".!?".contains(letter) {
                count += 1
                isInside = false
            }
        }
        return max(1, count + (isInside ? 1 : 0))
    }

    static func syllables(in word: Substring) -> Int {
        if word.contains(where: \.isNumber) || word.hasPrefix("{") { return 2 }
        var letters = Array(word.lowercased().filter(\.isLetter))
        if letters.count > 3, letters.suffix(2) == ["e", "d"], let before = letters.dropLast(2).last,
            before != "t", before != "d"
        {
            letters.removeLast(2)
        } else if letters.count > 2, letters.last == "e", let before = letters.dropLast().last {
            let isLe = before == "l" && !isVowel(letters[letters.count - 3])
            if !isLe, !isVowel(before) { letters.removeLast() }
        } else if letters.count > 3, letters.suffix(2) == ["e", "s"],
            let before = letters.dropLast(2).last, !"sxzcg".contains(before), !isVowel(before),
            !letters.dropLast(2).suffix(2).elementsEqual(["c", "h"]),
            !letters.dropLast(2).suffix(2).elementsEqual(["s", "h"])
        {
            letters.removeLast(2)
        }
        var groups = 0
        var wasVowel = false
        for letter in letters {
            let vowel = isVowel(letter)
            if vowel, !wasVowel { groups += 1 }
            wasVowel = vowel
        }
        return max(1, groups)
    }

    private static func isVowel(_ letter: Character) -> Bool { "aeiouy".contains(letter) }
}
