# The grammar of rule files, over the tokens of lexer.ts: in goes one item of a file, out comes its tree.
#
# parse.ts cuts a file into items first. After a mistake it goes on behind it at the next clause of the rule, with
# `restOfRule` for a start. Lists are left-recursive, which an Earley parser reads in linear time.
@preprocessor typescript

@{%
import * as expression from './build-expression.js';
import * as item from './build-item.js';
import * as pattern from './build-pattern.js';
import * as statement from './build-statement.js';
import { append } from './list.js';
import { tokenFeed } from './token-feed.js';

const lexer = tokenFeed([]);

/** The parts of a rule as arguments. */
const by = (make: (...parts: any[]) => unknown) => (parts: any[]) => make(...parts);
const it = ([only]: any[]) => only;
const one = ([only]: any[]) => append(null, only);
const more = (parts: any[]) => append(parts[0], parts[parts.length - 1]);
const nothing = () => null;
%}

@lexer lexer

whole -> item %end                                     {% it %}
       | "RULE" word %end                              {% by(item.emptyRule) %}
       | "RULE" word clauses %end                      {% by(item.rule) %}

restOfRule -> clauses %end                             {% nothing %}

item -> "EVENTS" %string                               {% by(item.events) %}
      | "PROFILE" word "FROM" %string                  {% by(item.profile) %}
      | "SET" name "=" "{" literals "}"                {% by(item.setOfLiterals) %}
      | "SET" name "FROM" %string                      {% by(item.setFromFile) %}
      | "VAR" name                                     {% by(item.variable) %}
      | "VAR" name "=" signed                          {% by(item.initialisedVariable) %}
      | "TABLE" name "[" %integer "]"                  {% by(item.table) %}

clauses -> clause                                      {% one %}
         | clauses clause                              {% more %}

clause -> "PATTERN" "{" element "}"                    {% by(item.pattern) %}
        | "WHERE" "{" conditions "}"                   {% by(item.where) %}
        | "WITHIN" "{" %duration "}"                   {% by(item.within) %}
        | "SELECT" "{" name "}"                        {% by(item.select) %}
        | "SELECT" "{" name "(" %integer ")" "}"       {% by(item.selectSome) %}
        | "RETURN" "{" columns "}"                     {% by(item.returns) %}
        | "DO" block                                   {% by(item.reaction) %}

# PATTERN

element -> step                                        {% it %}
         | "[" items "]"                               {% by(pattern.sequence) %}
         | "(" branches ")"                            {% by(pattern.alternative) %}

items -> inSequence                                    {% one %}
       | items "," inSequence                          {% more %}

inSequence -> element                                  {% it %}
            | "~" atom                                 {% by(pattern.negationOfOne) %}
            | "~" "(" atoms ")"                        {% by(pattern.negation) %}

branches -> element                                    {% one %}
          | branches "|" element                       {% more %}

atoms -> atom                                          {% one %}
       | atoms "|" atom                                {% more %}

atom -> kind                                           {% by(pattern.step) %}
      | kind ":" name                                  {% by(pattern.namedStep) %}

step -> atom                                           {% it %}
      | kind "[" count "]"                             {% by(pattern.array) %}
      | kind "[" count "]" ":" name                    {% by(pattern.namedArray) %}

count -> %integer                                      {% by(pattern.countOf) %}
       | "=" %integer                                   {% by(pattern.countEqual) %}
       | ">" %integer                                  {% by(pattern.countAbove) %}
       | ">=" %integer                                 {% by(pattern.countFrom) %}

# WHERE, RETURN

conditions -> condition                                {% one %}
            | conditions "," condition                 {% more %}

condition -> "[" fieldName "]"                         {% by(expression.joinCondition) %}
           | expression                                {% by(expression.condition) %}

columns -> column                                      {% one %}
         | columns "," column                          {% more %}

column -> expression                                   {% by(expression.column) %}
        | expression "AS" name                         {% by(expression.labelledColumn) %}

# Expressions: one level for each precedence of C, all associating to the left; the operators on words are relational.

expression -> disjunction                              {% it %}

disjunction -> conjunction                             {% it %}
             | disjunction "||" conjunction            {% by(expression.binary) %}

conjunction -> bitOr                                   {% it %}
             | conjunction "&&" bitOr                  {% by(expression.binary) %}

bitOr -> bitXor                                        {% it %}
       | bitOr "|" bitXor                              {% by(expression.binary) %}

bitXor -> bitAnd                                       {% it %}
        | bitXor "^" bitAnd                            {% by(expression.binary) %}

bitAnd -> equality                                     {% it %}
        | bitAnd "&" equality                          {% by(expression.binary) %}

equality -> relation                                   {% it %}
          | equality equal relation                    {% by(expression.binary) %}
equal -> "==" {% it %} | "!=" {% it %}

relation -> shift                                      {% it %}
          | relation compare shift                     {% by(expression.binary) %}
          | relation "IN" name                         {% by(expression.inName) %}
          | relation "IN" %address                     {% by(expression.inAddress) %}
          | relation "IN" "{" literals "}"             {% by(expression.inLiterals) %}

compare -> "<" {% it %} | "<=" {% it %} | ">" {% it %} | ">=" {% it %}
         | "STARTSWITH" {% it %} | "ENDSWITH" {% it %} | "CONTAINS" {% it %} | "LIKE" {% it %}

shift -> sum                                           {% it %}
       | shift move sum                                {% by(expression.binary) %}
move -> "<<" {% it %} | ">>" {% it %}

sum -> product                                         {% it %}
     | sum add product                                 {% by(expression.binary) %}
add -> "+" {% it %} | "-" {% it %}

product -> unary                                       {% it %}
         | product multiply unary                      {% by(expression.binary) %}
multiply -> "*" {% it %} | "/" {% it %} | "%" {% it %}

unary -> primary                                       {% it %}
       | prefix unary                                  {% by(expression.unary) %}
prefix -> "!" {% it %} | "~" {% it %} | "-" {% it %}

primary -> value                                       {% it %}
         | name                                        {% by(expression.word) %}
         | name "." fieldName                          {% by(expression.field) %}
         | name "(" name ")" "." fieldName             {% by(expression.fieldOf) %}
         | name "[" arguments "]"                      {% by(expression.index) %}
         | name "(" ")"                                {% by(expression.callWithout) %}
         | name "(" arguments ")"                      {% by(expression.call) %}
         | "(" expression ")"                          {% by(expression.parenthesised) %}

arguments -> expression                                {% one %}
           | arguments "," expression                  {% more %}

# DO

block -> "{" "}"                                       {% by(statement.emptyBlock) %}
       | "{" statements "}"                            {% by(statement.block) %}

statements -> statement                                {% one %}
            | statements statement                     {% more %}

statement -> "let" name "=" expression ";"             {% by(statement.letStatement) %}
           | target assign expression ";"              {% by(statement.assignment) %}
           | target increment ";"                        {% by(statement.stepStatement) %}
           | "delete" target ";"                       {% by(statement.deletion) %}
           | name "(" ")" ";"                          {% by(statement.callWithout) %}
           | name "(" arguments ")" ";"                {% by(statement.call) %}
           | ifs                                       {% by(statement.ifs) %}
           | ifs "else" block                          {% by(statement.ifsElse) %}

ifs -> "if" "(" expression ")" block                   {% by(statement.firstIf) %}
     | ifs "else" "if" "(" expression ")" block        {% by(statement.nextIf) %}

assign -> "=" {% it %} | "+=" {% it %} | "-=" {% it %}
increment -> "++" {% it %} | "--" {% it %}

target -> name                                         {% by(statement.variable) %}
        | name "[" arguments "]"                       {% by(statement.entry) %}

# Literals and words

literals -> literal                                    {% one %}
          | literals "," literal                       {% more %}

literal -> value                                       {% it %}
         | "-" %integer                                {% by(expression.negative) %}
         | name                                        {% by(expression.constant) %}

value -> %integer                                      {% by(expression.integer) %}
       | %duration                                     {% by(expression.duration) %}
       | %string                                       {% by(expression.string) %}
       | %address                                      {% by(expression.address) %}

signed -> %integer                                     {% by(expression.integer) %}
        | "-" %integer                                 {% by(expression.negative) %}

name -> %name                                          {% by(expression.name) %}

# A kind, a field or the name of a rule may be one of DO's words: these are not the language's to choose.
word -> %name                                          {% by(expression.name) %}
      | %doWord                                        {% by(expression.name) %}

# Apart, because messages about mistakes tell them apart.
kind -> %name                                          {% by(expression.name) %}
      | %doWord                                        {% by(expression.name) %}

fieldName -> %name                                     {% by(expression.name) %}
           | %doWord                                   {% by(expression.name) %}
