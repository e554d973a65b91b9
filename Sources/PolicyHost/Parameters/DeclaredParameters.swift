extension PolicyTree {
    /// The parameters of every layer, whether a site uses the layer or not, by file and line.
    ///
    /// What can't be read is left out: `accord check` reports it.
    package var declaredParameters: [Parameter] {
        files.sorted { $0.key < $1.key }.flatMap { path, text -> [Parameter] in
            guard path.hasPrefix("policies/"), path.hasSuffix("/parameters.yaml") else { return [] }
            let folder = path.split(separator: "/")[1]
            let layer =
                switch folder {
                case "states": "state"
                case "programs": "program"
                default: String(folder)
                }
            return ParameterFile.declarations(
                text, file: path, layer: layer, problems: ProblemList())
        }
    }
}
