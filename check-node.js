const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Node 24 or newer is needed; this is ${process.version}. On Linux (x64, arm64) "npm ci" brings it: run it without --omit=optional. Elsewhere install Node 24.`,
  )
  process.exit(1)
}
