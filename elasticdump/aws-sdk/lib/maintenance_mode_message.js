exports.suppress = true
