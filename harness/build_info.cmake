# Writes OUTPUT, the constants that harness/build_info.h declares; leaves the
# file alone when nothing changed, so that nothing is built again.
set(COMMIT unknown)
set(DATE "")
set(DIRTY unknown)
find_package(Git QUIET)
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} -C ${ROOT} rev-parse HEAD
    OUTPUT_VARIABLE HEAD OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE RESULT ERROR_QUIET)
  if(RESULT EQUAL 0)
    set(COMMIT ${HEAD})
    execute_process(
      COMMAND ${GIT_EXECUTABLE} -C ${ROOT} log -1 --format=%cs
      OUTPUT_VARIABLE DATE OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(
      COMMAND ${GIT_EXECUTABLE} -C ${ROOT} status --porcelain
      OUTPUT_VARIABLE CHANGES ERROR_QUIET)
    if(CHANGES STREQUAL "")
      set(DIRTY no)
    else()
      set(DIRTY yes)
    endif()
  endif()
endif()
if(SANITIZE)
  string(APPEND FLAGS " -fsanitize=address,undefined")
endif()
set(TEXT "#include \"harness/build_info.h\"

const char *const build_version = \"${VERSION}\";
const char *const build_commit = \"${COMMIT}\";
const char *const build_date = \"${DATE}\";
const char *const build_dirty = \"${DIRTY}\";
const char *const build_compiler = \"${COMPILER}\";
const char *const build_flags = \"${FLAGS}\";
")
set(OLD "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} OLD)
endif()
if(NOT OLD STREQUAL TEXT)
  file(WRITE ${OUTPUT} "${TEXT}")
endif()
