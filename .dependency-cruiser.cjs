// The layers of ARCHITECTURE.md as rules: arrows point down only, and the pure packages stay pure.

/** Files that ship, as opposed to tests beside them. */
const shipped = (packages) => ({ path: `^packages/(${packages})/src/`, pathNot: '\\.test\\.ts$' });

/** One rule: shipped code of `from` must not reach any other package than those named. */
const mayUse = (from, ...allowed) => ({
  name: `${from}-uses-only-${allowed.join('-') || 'itself'}`,
  severity: 'error',
  from: shipped(from),
  to: { path: '^(packages|apps|bench)/', pathNot: `^packages/(${[from, ...allowed].join('|')})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(packages|apps|bench)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'through-the-front-door',
      comment: 'Another package is reached by its name, never by a path into its folder.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^(packages|apps)/[^/]+/src/',
        pathNot: [
          '^$1/$2/',
          '/src/index\\.ts$',
          '^packages/(testkit/src/parity|audit/src/engine)/index\\.ts$',
          '^(packages/database|apps/server)/src/testing\\.ts$',
          '^apps/server/src/simulation/index\\.ts$',
        ],
      },
    },
    mayUse('errors'),
    mayUse('codes', 'errors'),
    mayUse('clocks', 'codes', 'errors'),
    mayUse('draw', 'errors'),
    mayUse('assessment', 'codes', 'errors'),
    mayUse('benefits', 'codes', 'errors'),
    mayUse('procedure', 'clocks', 'codes', 'errors'),
    mayUse('claims', 'codes', 'errors'),
    mayUse('vault', 'errors'),
    mayUse('interface', 'vault', 'codes', 'errors'),
    mayUse('database', 'errors'),
    mayUse('ledger', 'database', 'errors'),
    mayUse('rules', 'claims', 'codes'),
    mayUse('rulebook', 'rules', 'claims', 'codes', 'errors'),
    mayUse('lake', 'claims', 'codes', 'errors'),
    mayUse('aggregates', 'lake', 'codes'),
    mayUse('schemes', 'aggregates', 'lake', 'codes'),
    mayUse('indicators', 'aggregates', 'schemes', 'lake', 'codes', 'errors'),
    mayUse(
      'audit',
      'aggregates',
      'schemes',
      'indicators',
      'interface',
      'rules',
      'rulebook',
      'lake',
      'claims',
      'clocks',
      'codes',
      'errors',
    ),
    mayUse('reports', 'audit', 'indicators', 'schemes', 'lake', 'codes', 'errors'),
    mayUse('his', 'interface', 'lake', 'synth'),
    mayUse('synth', 'rulebook', 'claims', 'clocks', 'codes', 'errors'),
    mayUse('testkit', 'audit', 'rulebook', 'rules', 'claims', 'codes', 'errors'),
    {
      name: 'databases-of-tests-do-not-ship',
      severity: 'error',
      from: { pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^(packages/database|apps/server)/src/testing\\.ts$' },
    },
    {
      name: 'the-console-runs-in-a-browser',
      comment: 'It asks the server over HTTP, and shares only what is pure.',
      severity: 'error',
      from: { path: '^apps/console/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(apps|packages|bench)/', pathNot: '^(apps/console/src|packages/(procedure|clocks|codes|errors))/' },
    },
    {
      name: 'tests-do-not-ship',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'nothing-reaches-into-the-applications',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|bench)/' },
    },
    {
      name: 'pure-packages-touch-no-machine',
      comment:
        'No file, clock, network or process: the same input gives the same answer everywhere. SM3 and SHA digests are pure. Of the vault only its key file is on the disk.',
      severity: 'error',
      from: {
        ...shipped('errors|codes|clocks|draw|assessment|benefits|procedure|claims|rules|vault'),
        pathNot: ['\\.test\\.ts$', '^packages/vault/src/key-file\\.ts$'],
      },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|assert|assert/strict)$' },
    },
    {
      name: 'rules-know-no-database',
      severity: 'error',
      from: shipped('errors|codes|clocks|claims|rules|rulebook|synth'),
      to: { path: 'node_modules/@duckdb/' },
    },
    {
      name: 'rivals-only-in-the-benchmark',
      severity: 'error',
      from: { pathNot: '^bench/' },
      to: { path: 'node_modules/(json-rules-engine|@gorules)/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // What is built is not written by hand.
    exclude: { path: '^apps/console/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
