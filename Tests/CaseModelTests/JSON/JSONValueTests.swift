import CaseModel
import Testing

@Suite("JSON tree: for tools and tests")
struct JSONValueTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-12", "\"x\"", "[]", "{}", "[1,[2,{}]]",
        "{\"a\":{\"b\":[null,true]},\"c\":\"d\"}",
    ])
    func printsWhatItRead(_ text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(String(decoding: value.canonicalBytes(), as: UTF8.self) == text)
        #expect(try JSONValue(parsing: value.prettyBytes()) == value)
    }

    @Test func sortsNames() throws {
        let value = try JSONValue(parsing: " { \"b\" : 1 , \"a\" : [ 2 , 3 ] } ")
        #expect(String(decoding: value.canonicalBytes(), as: UTF8.self) == "{\"a\":[2,3],\"b\":1}")
        let pretty = "{\n  \"a\": [2,3],\n  \"b\": 1\n}\n"
        #expect(String(decoding: value.prettyBytes(), as: UTF8.self) == pretty)
    }

    @Test(arguments: [
        ("1.5", "whole number", 0), ("[1,2", "`]`", 4), ("{\"a\":1,\"a\":2}", "there already", 7),
        ("\"\\q\"", "escape", 0), ("tru", "JSON value", 0), ("1 2", "nothing after", 2),
        ("1234567890123456789", "18 digits", 0), ("{\"a\"}", "`:`", 4), ("{1:2}", "quotes", 1),
    ])
    func refuses(_ text: String, _ message: String, _ offset: Int) throws {
        let error = try #require(throws: JSONValue.ParseError.self) {
            try JSONValue(parsing: text)
        }
        #expect(error.message.contains(message), "\(error)")
        #expect(error.offset == offset)
    }

    @Test func changesOnePlace() throws {
        var value = try JSONValue(parsing: "{\"a\":[{\"b\":1}]}")
        value["a"]?[0]?["b"] = .text("x")
        value["a"]?[5] = .null
        value["c"] = .null
        #expect(
            String(decoding: value.canonicalBytes(), as: UTF8.self)
                == "{\"a\":[{\"b\":\"x\"}],\"c\":null}")
        value["a"] = nil
        #expect(value == .object(["c": .null]))
    }
}
