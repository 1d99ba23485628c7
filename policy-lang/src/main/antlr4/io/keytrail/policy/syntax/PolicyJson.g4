// Strict JSON (RFC 8259). Duplicate keys, lone surrogates, size, depth and token count are JsonReader's business.
grammar PolicyJson;

text    : value EOF ;
value   : object | array | STRING | NUMBER | TRUE | FALSE | NULL ;
object  : '{' (member (',' member)*)? '}' ;
member  : STRING ':' value ;
array   : '[' (value (',' value)*)? ']' ;

LBRACE : '{' ;
RBRACE : '}' ;
LBRACK : '[' ;
RBRACK : ']' ;
COMMA  : ',' ;
COLON  : ':' ;
TRUE   : 'true' ;
FALSE  : 'false' ;
NULL   : 'null' ;
NUMBER : '-'? ('0' | [1-9] D*) ('.' D+)? ([eE] [+-]? D+)? ;
STRING : '"' (~["\\\u0000-\u001F] | '\\' (["\\/bfnrt] | 'u' H H H H))* '"' ;
WS     : [ \t\r\n]+ -> skip ;
OTHER  : . ;

fragment D : [0-9] ;
fragment H : [0-9A-Fa-f] ;
