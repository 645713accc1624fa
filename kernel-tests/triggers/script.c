// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * script.c - a trigger's text becomes the acts of a stage
 *
 *	line   := act ('&' act)*	performed at the same time
 *	act    := actors ['repeat' N] verb argument*
 *	actors := name (',' name)*	each performs it
 *
 * "#" begins a comment. The actor A is there from the start; every other one is
 * made by a line (thread, fork, vfork, exec) that names it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage.h"

#define SPACE " \t\r\n"

static _Noreturn void complain(unsigned int number, const char *what,
			       const char *word)
{
	fprintf(stderr, "wmktrigger: line %u: %s '%s'\n", number, what, word);
	exit(2);
}

int actor_named(const struct stage *stage, const char *name)
{
	unsigned int i;

	for (i = 0; i < stage->nr_actors; i++) {
		if (!strcmp(stage->actors[i].name, name))
			return i;
	}
	return -1;
}

static void add_actor(struct stage *stage, unsigned int number, const char *name)
{
	if (actor_named(stage, name) >= 0)
		complain(number, "there already is an actor", name);
	if (stage->nr_actors == NR_ACTORS || strlen(name) >= NAME_SIZE)
		complain(number, "no room for actor", name);
	strcpy(stage->actors[stage->nr_actors++].name, name);
}

static unsigned int read_actors(struct stage *stage, unsigned int number,
				char *names)
{
	unsigned int set = 0;
	char *rest = NULL;
	char *name;

	for (name = strtok_r(names, ",", &rest); name;
	     name = strtok_r(NULL, ",", &rest)) {
		int actor = actor_named(stage, name);

		if (actor < 0)
			complain(number, "nobody has made actor", name);
		set |= 1U << actor;
	}
	return set;
}

static unsigned int read_verb(unsigned int number, const char *name)
{
	unsigned int i;

	for (i = 0; i < nr_verbs; i++) {
		if (!strcmp(verbs[i].name, name))
			return i;
	}
	complain(number, "unknown verb", name);
}

static bool read_act(struct stage *stage, unsigned int number, char *text)
{
	const struct verb *verb;
	char *rest = NULL;
	struct act *act;
	char *word;

	word = strtok_r(text, SPACE, &rest);
	if (!word)
		return false;
	if (stage->nr_acts == NR_ACTS)
		complain(number, "no room for act of", word);
	act = &stage->acts[stage->nr_acts++];
	act->number = number;
	act->repeat = 1;
	act->actors = read_actors(stage, number, word);

	word = strtok_r(NULL, SPACE, &rest);
	if (word && !strcmp(word, "repeat")) {
		word = strtok_r(NULL, SPACE, &rest);
		act->repeat = word ? strtol(word, NULL, 0) : 0;
		if (act->repeat < 1)
			complain(number, "expected a count, found", word ? word : "");
		word = strtok_r(NULL, SPACE, &rest);
	}
	act->verb = read_verb(number, word ? word : "");
	verb = &verbs[act->verb];

	while ((word = strtok_r(NULL, SPACE, &rest))) {
		if (act->nr_args == verb->most || strlen(word) >= ARG_SIZE)
			complain(number, "cannot take argument", word);
		strcpy(act->args[act->nr_args++], word);
	}
	if (act->nr_args < verb->least)
		complain(number, "missing argument of", verb->name);
	if (verb->makes >= 0)
		add_actor(stage, number, act->args[verb->makes]);
	return true;
}

static void read_line(struct stage *stage, unsigned int number, char *text)
{
	unsigned int first = stage->nr_acts;
	char *rest = NULL;
	char *part;

	text[strcspn(text, "#")] = '\0';
	for (part = strtok_r(text, "&", &rest); part;
	     part = strtok_r(NULL, "&", &rest)) {
		if (read_act(stage, number, part))
			stage->acts[first].nr_together++;
	}
}

void read_script(const char *path, struct stage *stage)
{
	FILE *file = fopen(path, "r");
	unsigned int number = 0;
	char text[1024];

	if (!file) {
		perror(path);
		exit(2);
	}
	add_actor(stage, 0, "A");
	while (fgets(text, sizeof(text), file))
		read_line(stage, ++number, text);
	fclose(file);
}

long argument(const struct turn *turn, int index)
{
	const char *text = turn->act->args[index];
	char *end;
	long value;

	if (index >= turn->act->nr_args)
		return 0;
	if (!strcmp(text, "%"))
		return turn->round;
	/* Up to the greatest unsigned, and down to the least signed number. */
	value = text[0] == '-' ? strtol(text, &end, 0) : (long)strtoul(text, &end, 0);
	return *end || end == text ? (unsigned char)text[0] : value;
}
