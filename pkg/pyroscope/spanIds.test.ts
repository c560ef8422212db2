import { normaliseSpanIds, normaliseTraceIds } from './spanIds';

describe('normaliseSpanIds', () => {
  it('keeps 16 hexadecimal digits, trimmed, in lower case, once', () => {
    expect(normaliseSpanIds([' 6A29E5D07F769265\n', '6a29e5d07f769265', '00000000000000ff'])).toEqual({
      kept: ['6a29e5d07f769265', '00000000000000ff'],
      dropped: [],
    });
  });

  it.each([
    '${__span.tags["pyroscope.profile.id"]}',
    '$span',
    '0000000000000000',
    '6a29e5d07f76926',
    '6a29e5d07f7692655',
    '6a29e5d07f76926g',
    'f18ba12e163598c9e596cd1b4d56f308',
  ])('drops %s and says so', (id) => {
    expect(normaliseSpanIds(['6a29e5d07f769265', id])).toEqual({ kept: ['6a29e5d07f769265'], dropped: [id] });
  });

  it('passes over what is empty', () => {
    expect(normaliseSpanIds(['', '  '])).toEqual({ kept: [], dropped: [] });
  });
});

describe('normaliseTraceIds', () => {
  it('puts back the zeros that a search left out', () => {
    expect(normaliseTraceIds(['F18BA12E163598C9E596CD1B4D56F308', '2b7572adfcad2d670b961dc01fd1b']).kept).toEqual([
      'f18ba12e163598c9e596cd1b4d56f308',
      '0002b7572adfcad2d670b961dc01fd1b',
    ]);
  });

  it('drops what is no trace id', () => {
    const ids = [
      '${__trace.traceId}',
      '0',
      '00000000000000000000000000000000',
      '1f18ba12e163598c9e596cd1b4d56f308',
      'xyz',
    ];
    expect(normaliseTraceIds(ids)).toEqual({ kept: [], dropped: ids });
  });
});
