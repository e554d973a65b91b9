// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: strict, and no warning survives.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "accord",
    products: [
        .executable(name: "accord", targets: ["accord"]),
        .executable(name: "accordd", targets: ["accordd"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/CoreOffice/XMLCoder", from: "0.18.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1",
            traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .target(name: "CLuaHost", dependencies: ["CLua"]),
        .target(name: "LuaHost", dependencies: ["CLuaHost"], swiftSettings: strict),
        .target(name: "CaseModel", swiftSettings: strict),
        .target(
            name: "PolicyHost",
            dependencies: [
                "CaseModel", "LuaHost", .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ], swiftSettings: strict),
        .target(
            name: "PolicyWorkbench",
            dependencies: [
                "PolicyHost", .product(name: "Mustache", package: "swift-mustache"),
            ], swiftSettings: strict),
        .target(
            name: "CaseStore",
            dependencies: [
                "CaseModel", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ], swiftSettings: strict),
        .target(
            name: "Casework",
            dependencies: [
                "PolicyHost", "CaseStore", .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "accord",
            dependencies: [
                "Casework", "PolicyWorkbench",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .target(
            name: "AccordService",
            dependencies: [
                "Casework", "PolicyWorkbench",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "XMLCoder", package: "XMLCoder"),
                .product(name: "Yams", package: "Yams"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "accordd",
            dependencies: [
                "AccordService",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .target(
            name: "CBenchFloor", dependencies: ["CLua"], path: "tools/bench/CBenchFloor",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "accord-bench",
            dependencies: [
                "LuaHost", "CBenchFloor", "PolicyHost", "PolicyWorkbench", "Casework",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "tools/bench/accord-bench", swiftSettings: strict),
        .executableTarget(
            name: "service-floor",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "tools/bench/service-floor", swiftSettings: strict),
        .testTarget(
            name: "LuaHostTests", dependencies: ["LuaHost", "CLuaHost"], swiftSettings: strict),
        .testTarget(name: "CaseModelTests", dependencies: ["CaseModel"], swiftSettings: strict),
        .testTarget(
            name: "PolicyHostTests", dependencies: ["PolicyHost", "PolicyWorkbench"],
            swiftSettings: strict),
        .testTarget(
            name: "PolicyWorkbenchTests",
            dependencies: [
                "PolicyWorkbench", .product(name: "SwiftCSV", package: "SwiftCSV"),
            ],
            exclude: ["Comparing/Golden"], swiftSettings: strict),
        .testTarget(
            name: "CaseStoreTests", dependencies: ["CaseStore", "CaseModel"],
            swiftSettings: strict),
        .testTarget(
            name: "BenchTests", dependencies: ["accord-bench", "CaseModel"],
            swiftSettings: strict),
        .testTarget(
            name: "CaseworkTests",
            dependencies: ["Casework", "accord", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "accord", "Casework", .product(name: "GRDB", package: "GRDB.swift"),
            ], exclude: ["Shim"], swiftSettings: strict),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "AccordService", "Casework",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "XMLCoder", package: "XMLCoder"),
            ], exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["accord"], exclude: ["Golden"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
