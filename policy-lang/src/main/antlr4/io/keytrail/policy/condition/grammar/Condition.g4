// The condition language, specified in docs/condition-language.md.
// The lexer accepts every text: what fits no rule is one OTHER token, so that our own code names the mistake.
// Before the parser runs, TokenGuard bounds the number of tokens and the nesting; there is no error recovery.
grammar Condition;

condition   : disjunction? EOF ;                       // the empty text is {}
disjunction : conjunction (OR conjunction)* ;
conjunction : negation (AND negation)* ;
negation    : NOT* atom ;
atom        : group | comparison | text ;
group       : LEFT disjunction RIGHT ;
comparison  : quantifier=(ANY | EVERY)? key ifExists=MARK? operator family=WORD? operand ;
operator    : EQ | NE | LT | LE | GT | GE | NOT? IN | NOT? LIKE | IS ;
operand     : literal | list ;
list        : LEFT (literal (COMMA literal)*)? RIGHT ;
literal     : STRING | WORD | RAW ;
key         : WORD | KEY | STRING ;
text        : WORD | STRING ;                          // audit queries only

OR    : 'or' ;
AND   : 'and' ;
NOT   : 'not' ;
ANY   : 'any' ;
EVERY : 'every' ;
IN    : 'in' ;
LIKE  : 'like' ;
IS    : 'is' ;
EQ    : '=' ;
NE    : '!=' ;
LT    : '<' ;
LE    : '<=' ;
GT    : '>' ;
GE    : '>=' ;
LEFT  : '(' ;
RIGHT : ')' ;
COMMA : ',' ;
MARK  : '?' ;

WORD    : W+ ;                                         // its class (number, date, …) is the binder's business
KEY     : W* [:/] STRING ;                             // no space before the quote
STRING  : '"' (~["\\\u0000-\u001F] | '\\' (["\\/bfnrt] | 'u' H H H H))* '"' ; // exactly a JSON string
RAW     : '`' ('true' | 'false' | '-'? ('0' | [1-9] D*) ('.' D+)? ([eE] [+-]? D+)?) '`' ;
SKIPPED : ([ \t\r\n]+ | '#' ~[\r\n]*) -> skip ;
OTHER   : . ;

fragment W : [A-Za-z0-9_.:/@+*%-] | '[' | ']' ;
fragment D : [0-9] ;
fragment H : [0-9A-Fa-f] ;
