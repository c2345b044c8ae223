package dev.neontasks.task;

import java.util.List;

/**
 * A title, something to search for, and whether it is to be found, on any database.
 *
 * @param finds whether it is found where case makes no difference
 */
public record Comparison(String title, String text, boolean finds) {

    public static final List<Comparison> ALL = List.of(
            finds("Buy Milk", "mILk"), finds("TITLE of the book", "title"), finds("title of the film", "TITLE"),
            finds("ÄRGER im Büro", "ärger"), finds("ärger im Zug", "ÄRGER"), finds("Größe messen", "GRÖẞE"),
            misses("Straße kehren", "strasse"), misses("Uebung", "übung"), misses("Résumé", "resume"),
            finds("CAFÉ suchen", "café"), misses("Cafe\u0301 zerlegt", "CAFÉ Z"),
            finds("İSTANBUL planen", "istanbul"), finds("istanbul buchen", "İSTANBUL"), finds("Işık al", "IŞIK"),
            finds("ILIK su", "ılık"), finds("KÖFTE yap", "köfte"),
            finds("ŁÓDŹ zwiedzić", "łódź"), finds("Łukasz anrufen", "ŁUKASZ"),
            finds("МОСКВА СЛЕЗАМ НЕ ВЕРИТ", "слезам не верит"), finds("позвонить Ёлкину", "ёЛКИНУ"),
            finds("ΣΊΣΥΦΟΣ", "σίσυφος"), finds("Οδυσσέας σίσυφος", "ΣΊΣΥΦΟΣ"),
            finds("ĐẶNG gọi", "đặng"), finds("ՀԱՅԱՍՏԱՆ", "հայաստան"), finds("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"),
            finds("𐐀𐐁 Deseret", "𐐨𐐩"),
            finds("ＦＵＬＬ width", "ｆｕｌｌ"), finds("Ǆep", "ǆEP"), finds("5 K kälter", "5 k K"), finds("12 µm", "12 ΜM"),
            finds("Costs 5 €", "€"), finds("Smile 😀 again", "😀 AG"), finds("日本語を学ぶ", "本語"), misses("東京", "京都"),
            finds("Take 50% off", "50% O"), misses("Take 500 off", "50% O"), finds("Name a_b", "A_B"),
            misses("Name axb", "A_B"),
            finds("Path c:\\temp", "C:\\T"), misses("ﬁne print", "FINE"));

    private static Comparison finds(String title, String text) {
        return new Comparison(title, text, true);
    }

    private static Comparison misses(String title, String text) {
        return new Comparison(title, text, false);
    }
}
