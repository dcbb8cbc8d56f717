// Prints "<n> passed, <m> failed" from a report of vitest's JSON reporter; a file that could not even be read counts
// as one failure. Ends with 1 unless something passed and nothing failed. Plain JavaScript: CI counts before it
// knows whether anything was installed.
import { readFileSync } from 'node:fs';

const { passed, failed } = count(process.argv[2] ?? '');
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;

function count(path) {
  const text = readFileSync(path, 'utf8');
  if (text === '') return { passed: 0, failed: 0 };
  const report = JSON.parse(text);
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}
