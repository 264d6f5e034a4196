import process from 'node:process';
import { config as loadDotenv } from 'dotenv';
import { secretsOf } from './config/secrets.ts';
import { warningsOf } from './config/warnings.ts';
import { formatProblems, parseConfig } from './config.ts';
import { traceOf } from './log/trace.ts';
import { createLogger } from './log.ts';
import { provideFormData } from './network/form-data.ts';

const before = { ...process.env };
loadDotenv({ quiet: true });
const read = parseConfig(process.env);
const warnings = warningsOf(process.env, before);
if (read.is === 'problems') {
  process.stderr.write(formatProblems([...read.problems, ...warnings]));
  process.exit(1);
}

const { config } = read;
const log = createLogger({
  level: config.logLevel,
  // Loaded only where it is looked at.
  forTerminal: process.stdout.isTTY ? (await import('./log/terminal.ts')).forTerminal : undefined,
  secrets: secretsOf(config),
});
// Node would print the error whole, and with it what Discord was sent. Rejections that nobody handles come here too.
process.on('uncaughtException', (error) => {
  log.fatal({ error: traceOf(error) }, 'stopped by a bug: start it again, and it continues where it was');
  process.exit(1);
});
for (const { variable, problem, fix } of warnings) log.warn({ variable }, `${variable} ${problem} ${fix}`);
// Both before discord.js is loaded, which is with the rest.
provideFormData();
if (config.proxies) (await import('./discord/gateway/proxy.ts')).reachGatewayThrough(config.proxies);
const { run } = await import('./app/process/run.ts');
await run(config, log);
