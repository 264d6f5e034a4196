import { existsSync, globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read, root } from './markdown.ts';

const workflows = globSync('.github/workflows/*.yaml', { cwd: root });

describe('what runs on GitHub', () => {
  it('checks each pull request by what everybody runs at home', () => {
    const check = read('.github/workflows/check.yaml');
    expect(check).toContain('pull_request:');
    expect(check).toContain('run: .ci/run');
  });

  it('may write nothing but the image, and takes each action in a version that is named', () => {
    expect(workflows.length).toBeGreaterThan(1);
    for (const path of workflows) {
      const text = read(path);
      expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
      const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
      expect(actions.filter((action) => !/@v\d+$/.test(action ?? ''))).toEqual([]);
    }
  });

  it('signs the image that it has built, by its digest', () => {
    const image = read('.github/workflows/image.yaml');
    expect(image).toContain('uses: actions/attest-build-provenance@');
    expect(image).toMatch(/subject-digest: .* steps\.build\.outputs\.digest /);
  });
});

it('somebody who reports a bug is asked for what the doctor says, and warned of numbers and tokens', () => {
  const form = read('.github/ISSUE_TEMPLATE/bug.yml');
  expect(form).toContain('npm run doctor');
  expect(form).toMatch(/Leave out phone numbers, codes, tokens/);
  expect(existsSync(new URL('SECURITY.md', root))).toBe(true);
  expect(read('.github/ISSUE_TEMPLATE/config.yml')).toContain('blank_issues_enabled: false');
});
