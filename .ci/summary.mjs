// Prints "N passed, N failed, N skipped" from the files that Vitest's JSON reporter wrote, the long form's last: what the short form leaves
// to it counts as skipped only where the long one skips it, too. Fails unless tests ran in each and all passed.
import { existsSync, readFileSync } from 'node:fs';

const counts = process.argv.slice(2).map(count);
const sum = (of) => counts.reduce((total, one) => total + one[of], 0);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed, ${counts.at(-1)?.skipped ?? 0} skipped\n`);
process.exitCode = sum('failed') === 0 && counts.every(({ passed }) => passed > 0) ? 0 : 1;

function count(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text === '') return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(text);
  // A file that could not even be loaded has no tests to fail; it counts as one.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}
