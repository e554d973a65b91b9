import Foundation
import PolicyHost

/// Where the service takes its policies from.
public enum PolicySource: Sendable, Equatable, CustomStringConvertible {
    /// A folder with `policies/` and `site-configs/`, or a link to one.
    case folder(String)
    /// The file of a bundle.
    case bundle(String)
    /// A release folder: what its `active.json` names decides.
    case releases(String)
    /// The address of a bundle, or of the `active.json` of a release folder whose bundles are served
    /// beside it; `http` or `https`.
    case url(String)

    /// Finds out what a text names: an address, a release folder, another folder, else a bundle.
    public init(_ text: String) {
        var isFolder: ObjCBool = false
        if text.hasPrefix("http://") || text.hasPrefix("https://") {
            self = .url(text)
        } else if ReleaseFolder.isOne(text) {
            self = .releases(text)
        } else if FileManager.default.fileExists(atPath: text, isDirectory: &isFolder),
            !isFolder.boolValue
        {
            self = .bundle(text)
        } else {
            self = .folder(text)
        }
    }

    /// The path or address.
    public var place: String {
        switch self {
        case .folder(let path), .bundle(let path), .releases(let path): path
        case .url(let address): address
        }
    }

    /// The kind and the place, such as `folder /etc/accord`.
    public var description: String { "\(kind.rawValue) \(place)" }

    var kind: PolicyOrigin.Kind {
        switch self {
        case .folder: .folder
        case .bundle: .bundle
        case .releases: .releases
        case .url: .url
        }
    }
}

/// Where the policies came from that decide at a site now.
public struct PolicyOrigin: Sendable, Equatable {
    /// How they came in.
    public enum Kind: String, Sendable {
        /// From a folder.
        case folder
        /// From a bundle's file.
        case bundle
        /// From a release folder.
        case releases
        /// From an address.
        case url
        /// Somebody put the bundle.
        case put
        /// From what was kept of a version that decided well before.
        case kept
    }
    /// How.
    public var kind: Kind
    /// The path or address; the state folder if kept.
    public var place: String
    /// The bundle's hash; nil if it was no bundle.
    public var bundle: String?

    /// Creates an origin.
    public init(kind: Kind, place: String, bundle: String? = nil) {
        self.kind = kind
        self.place = place
        self.bundle = bundle
    }
}
