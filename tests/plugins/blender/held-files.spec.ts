import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { findPython } from '#scripts/system/find-python.ts';
import { needs } from '../../support/needs.ts';

const python = findPython('import sys; assert sys.version_info >= (3, 10)');

describe('files of the add-on', needs('Python 3.10', python !== undefined), () => {
  it('are renamed and deleted with patience, and copied to paths of any length', async () => {
    const script = join(import.meta.dirname, 'held_files.py');
    const addOn = join(PROJECT_ROOT, 'plugins', 'blender', 'addon', 'flamenco_ng');
    const { stdout } = await promisify(execFile)(python ?? '', ['-I', script, addOn]);
    expect(JSON.parse(stdout)).toEqual({
      'renamed in the end': [true, 3, 0.14],
      'ours on network storage': [true, 2, 0.06],
      'no rights': ['EACCES', 0, 0],
      'held for ever': ['ETXTBSY', 9, 5],
      'in the interface': ['EBUSY', 5, 0.5],
      'in a thread': ['EBUSY', 9, 5],
      'folder removed': [true, 2],
      'worth waiting': {
        EACCES: [true, false, false],
        EBUSY: [true, true, true],
        ENOENT: [false, false, false],
      },
      unlimited: {
        'F:\\jobs\\shot': '\\\\?\\F:\\jobs\\shot',
        'F:/jobs/../jobs/shot': '\\\\?\\F:\\jobs\\shot',
        '\\\\nas\\render\\shot': '\\\\?\\UNC\\nas\\render\\shot',
        '//nas/render/shot': '\\\\?\\UNC\\nas\\render\\shot',
        '\\\\?\\C:\\there': '\\\\?\\C:\\there',
        'relative\\shot': 'relative\\shot',
        'F:shot': 'F:shot',
      },
      back: [
        'F:\\jobs\\shot',
        'F:\\jobs\\shot',
        '\\\\nas\\render\\shot',
        '\\\\nas\\render\\shot',
        'C:\\there',
        'relative\\shot',
        'F:shot',
      ],
      elsewhere: ['/jobs/shot', '/jobs/shot'],
      'too long': [expect.stringContaining('The path has 303 characters, and Windows allows 259'), '', ''],
    });
  });
});
