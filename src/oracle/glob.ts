// Whether a string matches a shell glob (section 4): in go the glob and the string, a byte a character, out comes the
// answer. It tries everything, and the glob is right: the checker refuses others.

export function isLike(glob: string, text: string): boolean {
  if (glob === '') {
    return text === '';
  }
  if (glob.startsWith('*')) {
    return Array.from({ length: text.length + 1 }).some((_, taken) => isLike(glob.slice(1), text.slice(taken)));
  }
  if (text === '') {
    return false;
  }
  const rest = text.slice(1);
  switch (glob[0]) {
    case '?':
      return isLike(glob.slice(1), rest);
    case '[': {
      const end = endOfList(glob);
      return isInList(glob.slice(1, end), text.charAt(0)) && isLike(glob.slice(end + 1), rest);
    }
    case '\\':
      return glob.charAt(1) === text.charAt(0) && isLike(glob.slice(2), rest);
    default:
      return glob.charAt(0) === text.charAt(0) && isLike(glob.slice(1), rest);
  }
}

/** Where the ']' of the list at the beginning stands; one that comes first is a member. */
function endOfList(glob: string): number {
  let at = glob.startsWith('[!') ? 2 : 1;
  do {
    at += glob.charAt(at) === '\\' ? 2 : 1;
  } while (glob.charAt(at) !== ']');
  return at;
}

function isInList(list: string, character: string): boolean {
  return list.startsWith('!') ? !isMember(list.slice(1), character) : isMember(list, character);
}

function isMember(list: string, character: string): boolean {
  if (list === '') {
    return false;
  }
  const [, low = '', high, rest = ''] = /^(\\?[^])(?:-(\\?[^]))?([^]*)$/.exec(list) ?? [];
  const [first, last] = [low.slice(-1), (high ?? low).slice(-1)];
  return (first <= character && character <= last) || isMember(rest, character);
}
