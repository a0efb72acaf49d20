/** Functions that show, or give back, what they are given. */
export const keepingFunctions: ReadonlySet<string> = new Set(
  'str repr unicode ascii format dict dumps pformat to_json jsonify deepcopy copy quote quote_plus unquote bytes'.split(' '),
);

/** Methods that give a value back, at most in another form. */
export const keepingMethods: ReadonlySet<string> = new Set(
  'decode encode strip lstrip rstrip lower upper title copy items values hex read getvalue'.split(' '),
);

/** Methods that read what lies under a key. */
export const keyReaders: ReadonlySet<string> = new Set('get pop getlist get_argument get_header getheader setdefault'.split(' '));

/** Functions and methods that give all that an object holds. */
export const dumpingFunctions: ReadonlySet<string> = new Set(['vars', 'asdict']);
export const dumpingMethods: ReadonlySet<string> = new Set(
  'model_dump model_dump_json dict json as_dict asdict to_dict _asdict get_namespace'.split(' '),
);
