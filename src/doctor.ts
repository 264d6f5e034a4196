import process from 'node:process';
import { config as loadDotenv } from 'dotenv';
import { systemClock } from './clock.ts';
import { commandLine } from './command-line.ts';
import { examine } from './doctor/examine.ts';
import { formatFindings } from './doctor/finding.ts';

commandLine({
  help: `Looks at the settings, Discord, Twilio and the store, and says what to fix. It changes nothing that members see, and sends no SMS.

  npm run doctor      ends with 0 when nothing is to be fixed
`,
});
const before = { ...process.env };
loadDotenv({ quiet: true });
const findings = await examine({ env: process.env, before, fetch, clock: systemClock() });
process.stdout.write(formatFindings(findings));
process.exitCode = findings.some(({ is }) => is === 'fix') ? 1 : 0;
