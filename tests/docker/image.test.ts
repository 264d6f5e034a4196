import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { variables } from '../../src/config/variables.ts';
import { sourcesIn } from '../structure/sources.ts';
import { copied, instructions, letThrough, read, told } from './image.ts';

describe('the image', () => {
  it('runs on the Node that the tests run on', () => {
    const [major] = process.versions.node.split('.');
    expect(new Set(told('FROM').map((line) => line.split(' ')[0]))).toEqual(new Set([`node:${major}-slim`]));
  });

  it('runs as nobody special, keeps its data in a volume, and is asked for its health', () => {
    const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM')));
    expect(last).toContain('USER node');
    expect(last.findIndex((line) => line.startsWith('USER'))).toBeGreaterThan(
      last.findLastIndex((line) => /^(?:RUN|COPY|ADD) /.test(line)),
    );
    expect(told('VOLUME')).toEqual(['/data']);
    expect(told('ENV').join(' ')).toContain('DATABASE_URL=sqlite:/data/');
    expect(told('HEALTHCHECK').join()).toContain('CMD ["node", "src/health.ts"]');
    expect(told('CMD')).toEqual(['["node", "src/start.js"]']);
  });

  it('has no packages for development', () => {
    expect(told('RUN').filter((line) => line.includes('npm'))).toEqual([
      'npm ci --omit=dev --ignore-scripts --no-audit --no-fund',
    ]);
  });

  it('case 14: has no secret in it, and none is handed to it while it is built', () => {
    const secret = /TOKEN|SECRET|PASSWORD|SID|KEY/;
    expect(variables.filter((name) => secret.test(name)).length).toBeGreaterThan(4);
    expect([...told('ENV'), ...told('ARG')].filter((line) => secret.test(line))).toEqual([]);
  });

  it('gets what it copies, and nothing else leaves the folder', () => {
    expect(read('.dockerignore')).toMatch(/^\*$/m);
    expect([...letThrough].sort()).toEqual([...new Set(copied)].sort());
    expect(letThrough.filter((path) => /\.env|data|\.git|node_modules/.test(path))).toEqual([]);
  });

  it('has every package that the bot imports', () => {
    const packages = sourcesIn('src', 'commands')
      .flatMap(({ imports }) => imports.filter((one) => !/^(?:node:|(?:src|commands|locales)\/)/.test(one)))
      .map((one) => /^(?:@[^/]+\/)?[^/]+/.exec(one)?.[0] ?? one);
    expect(packages.length).toBeGreaterThan(20);
    expect([...new Set(packages)].filter((name) => !(name in manifest.dependencies))).toEqual([]);
  });

  it('copies every folder that the bot is made of', () => {
    const own = sourcesIn('src', 'commands').flatMap(({ imports }) => imports.filter((one) => /^[a-z]+\//.test(one)));
    const folders = own.filter((one) => /\.(?:ts|json)$/.test(one)).map((one) => one.split('/')[0] ?? '');
    expect([...new Set(folders)].filter((folder) => !copied.includes(folder))).toEqual([]);
  });
});
