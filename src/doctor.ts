import process from 'node:process';
import { config as loadDotenv } from 'dotenv';
import { systemClock } from './clock.ts';
import { commandLine } from './command-line.ts';
import { examine } from './doctor/examine.ts';
import { formatFindings } from './doctor/finding.ts';
import { examineMaking } from './doctor/verify-service.ts';

const { values } = commandLine({
  help: `Looks at the settings, Discord, Twilio and the store, and says what to fix. It changes nothing that members see, and sends no SMS.

  npm run doctor      ends with 0 when nothing is to be fixed
  npm run doctor -- --make-verify-service NAME
                      makes a Verify service at Twilio whose texts begin with NAME, or mends the one that is set, and prints its line for .env
`,
  options: { 'make-verify-service': { type: 'string' } },
});
const before = { ...process.env };
loadDotenv({ quiet: true });
const name = values['make-verify-service'];
const { findings, line } =
  name === undefined
    ? { findings: await examine({ env: process.env, before, fetch, clock: systemClock() }), line: undefined }
    : await examineMaking(process.env, name);
process.stdout.write(formatFindings(findings));
if (line !== undefined)
  process.stdout.write(`\nPut this line into .env, in place of the one that starts the same way:\n\n${line}\n`);
process.exitCode = findings.some(({ is }) => is === 'fix') ? 1 : 0;
