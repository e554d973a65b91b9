/// Why a case file could not be changed: it is not what the caller took it for.
///
/// Two workers on one case are nothing unusual: whoever comes second reads the file again and decides
/// anew. Never holds a value of a case file.
public enum CaseConflict: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is a file with this id already, in this version.
    case exists(present: String)
    /// The file was changed since the caller read it; this is its version now.
    case changed(present: String)
    /// There is no such file at the site, or not any more.
    case missing

    /// The version that the file has now; nil if there is none.
    public var present: String? {
        switch self {
        case .exists(let version), .changed(let version): version
        case .missing: nil
        }
    }

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .exists(let version):
            "there is a case file with this id already, in version \(version); replace it instead"
        case .changed(let version):
            "the case file was changed meanwhile and is in version \(version) now; read it again"
        case .missing:
            "there is no case file with this id at the site; check the id, or create the file"
        }
    }
}
