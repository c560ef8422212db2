import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPprof } from '../../formats/pprof';
import { unnamedIn } from './unnamed';

it.each([
  ['0x00007f8a1c0b3c00', '', ''],
  ['0x7f8a', '/usr/lib/libcrypto.so.3', 'libcrypto.so.3'],
  ['7f8a1c0b3c00', '', ''],
  ['[unknown]', '', ''],
  ['unknown', '', ''],
  ['[unknown] [libfoo.so]', '', 'libfoo.so'],
  ['shopd+0x1f4a0', '', 'shopd'],
  ['/usr/sbin/nginx+0x55d0', '', 'nginx'],
  ['libz.so.1.2.13!0x12ab', '', 'libz.so.1.2.13'],
  ['nginx 0x55d0e4', '', 'nginx'],
  ['[libssl.so.3]', '', 'libssl.so.3'],
  ['/usr/lib/libz.so.1', '', 'libz.so.1'],
  ['ntdll.dll', '', 'ntdll.dll'],
])('%s of “%s” has no name, and is in “%s”', (name, module, binary) => {
  expect(unnamedIn(name, module)).toBe(binary);
});

it.each([
  'main.main',
  'libz.so.1.2.13!inflate',
  'libc.so.6.__read',
  'Shop$$Lambda+0x00007f8a1c0b3c00.run',
  'Shop$$Lambda/0x00007f8a1c0b3c00',
  'Shop$$Lambda+0x00007f8a1c0b3c00',
  'unknownFormat',
  '[idle]',
  '[GC]',
  '(anonymous):L#1',
  'parse0x',
  '',
])('%s has a name', (name) => {
  expect(unnamedIn(name)).toBeUndefined();
});

/** Profiles of services whose functions all have names. */
it.each(['go-cpu-merged-v1', 'python-cpu-merged-v1', 'node-wall-merged-v1', 'big-tsc-cpu'])('none of %s', (file) => {
  const recorded = join(__dirname, '../../profile-server/samples/recorded', `${file}.pb.gz`);
  const { tree } = readPprof(new Uint8Array(readFileSync(recorded))).callTree(0);
  const unnamed = tree.functions.names.filter((name) => unnamedIn(name) !== undefined);
  expect(unnamed).toEqual([]);
});
