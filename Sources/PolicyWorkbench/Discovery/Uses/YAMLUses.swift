import CaseModel
import PolicyHost

/// Finds what the YAML files and tables of a tree name.
struct YAMLUses {
    private(set) var uses: [Use] = []
    private let tree: PolicyTree

    init(tree: PolicyTree) {
        self.tree = tree
        for (path, text) in tree.files.sorted(by: { $0.key < $1.key }) {
            guard let kind = YAMLFile(path: path),
                let root = try? YAMLItem(document: text, file: path)
            else { continue }
            switch kind {
            case .tests: tests(root, path)
            case .fixture: fixture(root, path)
            case .siteParameters: settings(root, path)
            case .layerParameters: declarations(root, path)
            case .partners: partners(root, path)
            case .site, .calendar, .policy: break
            }
        }
        tables()
    }

    private mutating func add(
        _ symbol: UseSymbol, _ owner: UseOwner, _ file: String, _ line: Int, _ column: Int
    ) {
        uses.append(Use(symbol: symbol, owner: owner, file: file, line: line, column: column))
    }

    private mutating func add(
        _ symbol: UseSymbol?, _ owner: UseOwner, _ file: String, _ item: YAMLItem
    ) {
        if let symbol { add(symbol, owner, file, item.line, item.column) }
    }

    // MARK: Tests and fixtures

    private mutating func tests(_ root: YAMLItem, _ file: String) {
        for test in root["tests"]?.items ?? [] {
            let owner = UseOwner.test(test["name"]?.value.string ?? "")
            add(
                test["base"]?.value.string.map(UseSymbol.fixture), owner, file, test["base"] ?? test
            )
            changes(test["with"], owner, file)
            for entry in test["parameters"]?.entries ?? [] {
                add(.parameter(entry.key), owner, file, entry.line, entry.column)
            }
            for entry in (test["ask"]?.entries ?? []) + (test["expect"]?.entries ?? []) {
                for item in entry.item.items ?? [entry.item] {
                    guard let text = item.value.string else { continue }
                    add(Self.symbol(entry.key, text), owner, file, item)
                }
            }
        }
    }

    /// What a word of `ask` or `expect` names.
    private static func symbol(_ key: String, _ text: String) -> UseSymbol? {
        switch key {
        case "point": .point(text)
        case "partner": .partner(text)
        case "rule", "floors", "reasons": .rule(text)
        case "outcome", "not": .answer(text)
        case "remedy", "channel", "services": .word(text, list: nil)
        default: nil
        }
    }

    private mutating func fixture(_ root: YAMLItem, _ file: String) {
        let owner = UseOwner.fixture(
            String(file.dropFirst("policies/fixtures/".count).dropLast(".yaml".count)))
        if let parent = root["extends"], let name = parent.value.string {
            add(.fixture(name), owner, file, parent)
        }
        changes(root["with"], owner, file)
    }

    private mutating func changes(_ with: YAMLItem?, _ owner: UseOwner, _ file: String) {
        for entry in with?.entries ?? [] {
            if let path = CaseFilePaths.policyPath(of: entry.key) {
                add(.field(path), owner, file, entry.line, entry.column)
            }
            words(entry.item, owner, file)
        }
    }

    /// Every word in a value.
    private mutating func words(_ item: YAMLItem, _ owner: UseOwner, _ file: String) {
        for inner in item.items ?? [] { words(inner, owner, file) }
        for entry in item.entries ?? [] { words(entry.item, owner, file) }
        if let word = item.value.string { add(.word(word, list: nil), owner, file, item) }
    }

    /// Tests in tables: a row is a place of its own, a cell is not.
    private mutating func tables() {
        guard tree.files.keys.contains(where: { $0.hasSuffix(".csv") }),
            let tests = try? PolicyTestRunner(tree: tree).tests()
        else { return }
        for test in tests where test.file.hasSuffix(".csv") {
            var symbols: [UseSymbol] = [.fixture(test.base), .point(test.point.rawValue)]
            symbols += test.with.keys.sorted().compactMap(CaseFilePaths.policyPath)
                .map(UseSymbol.field)
            symbols += test.parameters.keys.sorted().map(UseSymbol.parameter)
            if !test.subject.isEmpty {
                symbols += [.word(test.subject, list: nil), .partner(test.subject)]
            }
            for (key, value) in test.expect.sorted(by: { $0.key < $1.key }) {
                symbols += value.strings.compactMap { Self.symbol(key, $0) }
            }
            for symbol in symbols {
                add(symbol, .test(test.name), test.file, test.place.line, test.place.column)
            }
        }
    }

    // MARK: Numbers and partners

    private mutating func settings(_ root: YAMLItem, _ file: String) {
        let owner = UseOwner.site(
            file.split(separator: "/").dropFirst().first.map(String.init) ?? "")
        for setting in root["set"]?.items ?? [] {
            guard let name = setting["parameter"], let id = name.value.string else { continue }
            add(.parameter(id), owner, file, name)
            if let value = setting["value"] { words(value, owner, file) }
        }
    }

    private mutating func declarations(_ root: YAMLItem, _ file: String) {
        for parameter in root["parameters"]?.items ?? [] {
            guard let name = parameter["id"], let id = name.value.string else { continue }
            add(.parameter(id), .parameters, file, name)
            for value in parameter["values"]?.items ?? [] {
                if let value = value["value"] { words(value, .parameters, file) }
            }
        }
    }

    private mutating func partners(_ root: YAMLItem, _ file: String) {
        let owner = UseOwner.site(
            file.split(separator: "/").dropFirst().first.map(String.init) ?? "")
        for partner in root["partners"]?.items ?? [] {
            guard let name = partner["id"], let id = name.value.string else { continue }
            add(.partner(id), owner, file, name)
            for service in partner["services"]?.items ?? [] { words(service, owner, file) }
        }
    }
}
