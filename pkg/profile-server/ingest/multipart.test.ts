import { parseMultipart } from './multipart';

it('gives the bytes of each field, line breaks and all', async () => {
  const bytes = Uint8Array.from({ length: 600 }, (_, i) => (i % 5 === 0 ? 13 : i % 5 === 1 ? 10 : i));
  const form = new FormData();
  form.set('profile', new Blob([bytes]), 'profile.pprof');
  form.set('empty', '');
  form.set('text', 'a\r\nb');
  const response = new Response(form);
  const fields = parseMultipart(new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type')!);
  expect([...fields!.keys()]).toEqual(['profile', 'empty', 'text']);
  expect(new Uint8Array(fields!.get('profile')!)).toEqual(bytes);
  expect(fields!.get('empty')).toHaveLength(0);
  expect(Buffer.from(fields!.get('text')!).toString()).toBe('a\r\nb');
});

it('of a cut body gives the whole fields, and without a boundary none', () => {
  const body = Buffer.from(
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="b"\r\n\r\n2'
  );
  expect([...parseMultipart(body, 'multipart/form-data; boundary=x')!.keys()]).toEqual(['a']);
  expect(parseMultipart(body, 'multipart/form-data')).toBeUndefined();
});
